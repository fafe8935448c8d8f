package dev.lockstep.features.batch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for files of many documents. */
@ConfigMapping(prefix = "lockstep.batch")
public interface BatchSettings {

    /** The longest line. */
    @WithDefault("10M")
    MemorySize maxLineLength();

    /** How many lines of a file are under way at once. */
    @WithDefault("4")
    int concurrency();

    /** How long a line waits for its turn when the service is busy; then it fails with 429. */
    @WithDefault("60s")
    Duration patience();
}
