package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.platform.resilience.BreakerSettings;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code lockstep.embedding.models."name".remote.*}: a model that a server runs. */
interface RemoteSettings {

    /** Where the server is: up to and with {@code /v1} for OpenAI's protocol, without a path for Ollama's. */
    String url();

    /** Which protocol it speaks. */
    @WithDefault("openai")
    Protocol protocol();

    /** The model that the server is asked for. */
    String model();

    /** What the server wants to see as bearer token. */
    Optional<String> apiKey();

    /** Numbers of each vector. An answer with another number of them is refused. */
    int dimension();

    /** Whether the server is told the dimension, so that it shortens the vectors of a model that has more. */
    @WithDefault("false")
    boolean sendDimension();

    /** Who counts tokens, unless there is a file: {@code characters} for an estimate, or the name of a tokenizer. */
    @WithDefault(RemoteTokenizers.ESTIMATE)
    String tokenizer();

    /** Texts in one request. */
    @WithDefault("32")
    int batch();

    /** Requests for documents under way at a time. */
    @WithDefault("4")
    int documentRequests();

    /** Requests for queries under way at a time. */
    @WithDefault("4")
    int queryRequests();

    /** How long a request for documents may take. */
    @WithDefault("30s")
    Duration timeout();

    /** How long a request for a query may take. */
    @WithDefault("5s")
    Duration queryTimeout();

    /** How often a request is sent again that failed, or came when the server had too much to do. */
    @WithDefault("3")
    int maxRetries();

    /** A server that wants to be left alone for longer is not waited for: the caller is told when to come again. */
    @WithDefault("10s")
    Duration longestWait();

    BreakerSettings breaker();
}
