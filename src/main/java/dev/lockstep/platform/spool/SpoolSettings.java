package dev.lockstep.platform.spool;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What is received on disk. */
@ConfigMapping(prefix = "lockstep.uploads")
public interface SpoolSettings {

    /** Where; without it below the data directory or, when there is none, in the system's directory for temporary files. */
    Optional<String> directory();

    /** Below the data directory: the launcher sets it. */
    Optional<String> defaultDirectory();

    /** The largest body of a raw upload, a form or a batch. */
    @WithDefault("1G")
    MemorySize maxSize();

    /** What all files there may have together. */
    @WithDefault("8G")
    MemorySize maxTotal();

    /** How many files a form may have. */
    @WithDefault("100")
    int maxFiles();

    /** The largest part of a form that is no file, such as its metadata. */
    @WithDefault("256K")
    MemorySize maxFieldSize();

    /** For how long a client may send nothing. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** How old a file that nobody needs must be to be taken for what a crash has left. */
    @WithDefault("1h")
    Duration leftoverAfter();

    /** How often such files are looked for. */
    @WithDefault("10m")
    Duration cleaningInterval();
}
