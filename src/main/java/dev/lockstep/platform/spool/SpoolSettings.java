package dev.lockstep.platform.spool;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits what is received on disk, and says where it goes. */
@ConfigMapping(prefix = "lockstep.uploads")
public interface SpoolSettings {

    /**
     * The directory of the files; without it they are below the data directory or, when there is none, in the system's directory for
     * temporary files.
     */
    Optional<String> directory();

    /** The directory below the data directory, which the launcher sets. */
    Optional<String> defaultDirectory();

    /** The largest body of a raw upload, a form or a batch. */
    @WithDefault("1G")
    MemorySize maxSize();

    /** The bytes that all files there may have together. */
    @WithDefault("8G")
    MemorySize maxTotal();

    /** Limits how many files a form may have. */
    @WithDefault("100")
    int maxFiles();

    /** The largest part of a form that is no file, such as its metadata. */
    @WithDefault("256K")
    MemorySize maxFieldSize();

    /** Limits how long a client may send nothing. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** A file that nobody needs and that is older than this is taken for what a crash has left. */
    @WithDefault("1h")
    Duration leftoverAfter();

    /** The time between two searches for such files. */
    @WithDefault("10m")
    Duration cleaningInterval();
}
