package dev.lockstep.platform.resilience;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Says when a store counts as away, and is left alone for a moment. */
public interface BreakerSettings {

    /** The number of the latest calls that are looked at. */
    @WithDefault("10")
    int window();

    /** The breaker opens if this share of them found the store away. */
    @WithDefault("0.5")
    double failureRatio();

    /** Calls fail at once for so long; then one is let through, and if it succeeds, all are. */
    @WithDefault("1s")
    Duration delay();
}
