package dev.lockstep.models.embedding;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** The settings {@code lockstep.embedding.*} say which models there are, how much is embedded at once, and how much may wait. */
@ConfigMapping(prefix = "lockstep.embedding")
interface EmbeddingSettings {

    /** The name of the model that new knowledge bases and conversations get when they name none. */
    @WithDefault(BuiltInModel.NAME)
    String model();

    /**
     * Models of one's own by their names, beside the one that comes with Lockstep. One of quarkus-langchain4j needs no settings here.
     */
    @WithDefaults
    Map<String, ModelSettings> models();

    /** The threads that embed chunks of documents. By default there is one a processor; the model gains nothing from more. */
    OptionalInt documentThreads();

    /**
     * Says how far these threads step back for all others of this process and this machine, on Linux: 0, not at all, to 19. Searches
     * beside an ingest are as fast as that allows; documents get what is left.
     */
    @WithDefault("19")
    int documentNice();

    /** The documents (or other requests of several texts) that are embedded side by side; more wait. */
    @WithDefault("64")
    int documentRequests();

    /**
     * The chunks that may wait in all. By default they are about ten minutes of work for two processors. A larger document is still taken
     * when nothing else is being embedded.
     */
    @WithDefault("20000")
    int documentTexts();

    /** Further documents that may wait to be embedded; more are refused. */
    @WithDefault("64")
    int documentsHeld();

    /** The time that a document waits for that before it is refused. */
    @WithDefault("5s")
    Duration documentPatience();

    /** The threads kept for queries, so that a search does not wait behind an ingest. */
    @WithDefault("1")
    int queryThreads();

    /** The queries that may be under way; more are refused. By default they are about a second of work. */
    @WithDefault("256")
    int queryRequests();

    /** Memory for the vectors of queries that were asked before, of all models together; 0 for none. */
    @WithDefault("16M")
    MemorySize queryCache();

    default LaneLimits documentLimits() {
        int threads = documentThreads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        return documentLimits(threads);
    }

    default LaneLimits queryLimits() {
        return queryLimits(queryThreads());
    }

    default LaneLimits documentLimits(int threads) {
        return new LaneLimits(threads, documentRequests(), documentTexts(), documentsHeld(), documentPatience());
    }

    /** No query waits to be admitted: a search waits no longer than for its turn. */
    default LaneLimits queryLimits(int threads) {
        return LaneLimits.withoutWaiting(threads, queryRequests(), queryRequests());
    }
}
