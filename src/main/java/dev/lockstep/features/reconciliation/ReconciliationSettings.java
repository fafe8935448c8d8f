package dev.lockstep.features.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for how often and how gently the stores are compared, and how boldly differences are mended. */
@ConfigMapping(prefix = "lockstep.reconciliation")
public interface ReconciliationSettings {

    /** How often superseded points that are due are removed. */
    @WithDefault("2s")
    Duration purgeInterval();

    /** The time from the end of one search for zombies to the next. */
    @WithDefault("10m")
    Duration collectorInterval();

    /** The time from the end of one search for losses to the next. */
    @WithDefault("10m")
    Duration scrubInterval();

    /** How long after the start the first passes begin, unless another process has just done them. */
    @WithDefault("10s")
    Duration firstPassAfter();

    /** The number of points compared at a time. */
    @WithDefault("1000")
    int pageSize();

    /** The pause after each page, so that the stores have time for others. */
    @WithDefault("20ms")
    Duration pause();

    /** How long a pass may be silent before another process takes it over. */
    @WithDefault("60s")
    Duration lease();

    /** The share of a collection's points that one pass may remove. */
    @WithDefault("0.05")
    double fuseShare();

    /** The number of points that may be removed from however small a collection. */
    @WithDefault("20")
    int fuseFloor();

    /** The most quarantined points of one collection that are recorded; all are counted. */
    @WithDefault("10000")
    int quarantineLimit();

    /** How long a request for a repair waits for its end, before it answers that it goes on. */
    @WithDefault("10s")
    Duration repairWait();
}
