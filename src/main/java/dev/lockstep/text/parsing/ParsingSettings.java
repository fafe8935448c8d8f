package dev.lockstep.text.parsing;

import dev.lockstep.text.parsing.isolation.Sandbox;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits what parsing a document may cost. */
@ConfigMapping(prefix = "lockstep.parsing")
public interface ParsingSettings {

    /**
     * Limits how many parsers may run at a time, each a process of its own that is started when there is something to parse. With one,
     * a slow document keeps the others waiting. With 0 there are none, and formats that need one are refused.
     */
    @WithDefault("2")
    int processes();

    /** The heap of a parser. */
    @WithDefault("512M")
    MemorySize memory();

    /** Limits how long one document may take. */
    @WithDefault("30s")
    Duration timeLimit();

    /** Limits how many documents may wait for a parser. */
    @WithDefault("32")
    int queue();

    /** A parser ends after so long without work. */
    @WithDefault("1m")
    Duration idle();

    /** Says how far parsers are kept away from the rest of the machine. */
    @WithDefault("auto")
    Sandbox sandbox();

    /**
     * Where the scratch directories of parsers are; without it they are below the data directory or, when there is none, in the system's
     * directory for temporary files.
     */
    Optional<String> directory();

    /** The directory below the data directory, which the launcher sets. */
    Optional<String> defaultDirectory();

    /** Limits how deep elements, objects, groups of shapes or parts of a message may nest. */
    @WithDefault("250")
    int maxDepth();

    /** Limits what the parts of an archive (DOCX, PPTX, XLSX, EPUB) may have together when unpacked. */
    @WithDefault("512M")
    MemorySize maxExpandedSize();

    /** Limits how many parts an archive may have. */
    @WithDefault("10000")
    int maxArchiveEntries();
}
