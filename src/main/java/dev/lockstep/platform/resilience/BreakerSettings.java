package dev.lockstep.platform.resilience;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a store counts as away, and is left alone for a moment. */
public interface BreakerSettings {

    /** How many of the latest calls are looked at. */
    @WithDefault("10")
    int window();

    /** If this share of them found the store away, the breaker opens. */
    @WithDefault("0.5")
    double failureRatio();

    /** For so long calls fail at once; then one is let through, and if it succeeds, all are. */
    @WithDefault("1s")
    Duration delay();
}
