package dev.lockstep.models.embedding;

import dev.lockstep.platform.resilience.BreakerSettings;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Says how a model that is not run in process is asked, whoever speaks to its server. */
interface CallSettings {

    /** Says who counts tokens, unless there is a file: {@code characters} for an estimate, or the name of a tokenizer. */
    @WithDefault(RemoteTokenizers.ESTIMATE)
    String tokenizer();

    /** The most texts in one request. */
    @WithDefault("32")
    int batch();

    /** The most requests for documents that are under way at a time. */
    @WithDefault("4")
    int documentRequests();

    /** The most requests for queries that are under way at a time. */
    @WithDefault("4")
    int queryRequests();

    /** Limits how long a request for documents may take. */
    @WithDefault("30s")
    Duration timeout();

    /** Limits how long a request for a query may take. */
    @WithDefault("5s")
    Duration queryTimeout();

    /** Limits how often a request is sent again that failed, or came when the server had too much to do. */
    @WithDefault("3")
    int maxRetries();

    /** A server that wants to be left alone for longer is not waited for: the caller is told when to come again. */
    @WithDefault("10s")
    Duration longestWait();

    BreakerSettings breaker();
}
