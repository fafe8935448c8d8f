package dev.lockstep.engine.jobs;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How work that nobody waits for is done. */
@ConfigMapping(prefix = "lockstep.jobs")
public interface JobSettings {

    /** The number of jobs done side by side in this process. */
    @WithDefault("2")
    int concurrency();

    /** The number of jobs that may wait, in all processes together. */
    @WithDefault("1000")
    int maxQueued();

    /** A document with more bytes of input becomes a job by itself, unless the client prefers to wait; 0 for never. */
    @WithDefault("1M")
    MemorySize largeInput();

    /**
     * A document that makes more chunks, as far as that can be told before they are made, becomes a job by itself, unless the client
     * prefers to wait; 0 for never. A hundred chunks are embedded in some seconds.
     */
    @WithDefault("100")
    int largeChunks();

    /** How long a job can be read after its end. */
    @WithDefault("7d")
    Duration retention();

    /**
     * The number of failures for a passing reason, without any progress, after which a job or a line of a batch has
     * failed.
     */
    @WithDefault("8")
    int maxAttempts();

    /** The pause after such a failure; it doubles with each further one. */
    @WithDefault("2s")
    Duration retryPause();

    /** How long a process may be silent about a job before another one goes on with it. */
    @WithDefault("30s")
    Duration lease();

    /** The time from one look for jobs of other processes, or jobs that are due again, to the next. */
    @WithDefault("1s")
    Duration interval();

    /** How often what is over, lost or without a knowledge base is looked for. */
    @WithDefault("10s")
    Duration upkeepInterval();

    /** The time after which a job has failed because no process has its input's directory. */
    @WithDefault("24h")
    Duration inputLostAfter();

    /** How many lines of a batch, from the first one on, can be read back with their outcomes. */
    @WithDefault("1000000")
    long maxResultsKept();

    /** How many failed lines are shown with the job itself. */
    @WithDefault("20")
    int maxErrorsShown();

    /** How often a client that follows a job is told of it. */
    @WithDefault("1s")
    Duration eventInterval();
}
