package dev.lockstep.features.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings {@code lockstep.evaluations.*} say how much one evaluation may ask, and how long a client may wait for it. */
@ConfigMapping(prefix = "lockstep.evaluations")
interface EvaluationSettings {

    /** The number of queries that one evaluation may have. */
    @WithDefault("1000")
    int maxQueries();

    /** The number of documents that may be judged for one query. */
    @WithDefault("500")
    int maxJudged();

    /** The number of searches that one evaluation has under way at a time: more would take the place of other people's. */
    @WithDefault("2")
    int concurrency();

    /** An evaluation of more searches becomes a job by itself, unless the client prefers to wait; 0 for never. */
    @WithDefault("500")
    int largeRequest();

    /** Limits how long an evaluation may take that a client waits for. */
    @WithDefault("60s")
    Duration timeout();

    /** Limits how many evaluations that clients wait for may be under way in this process. */
    @WithDefault("2")
    int maxConcurrent();

    /** Limits how many more may wait; beyond, they are refused with 429. */
    @WithDefault("4")
    int maxWaiting();
}
