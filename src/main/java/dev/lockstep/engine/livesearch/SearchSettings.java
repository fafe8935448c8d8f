package dev.lockstep.engine.livesearch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of a search, whatever is searched. */
@ConfigMapping(prefix = "lockstep.search")
public interface SearchSettings {

    @WithDefault("10")
    int defaultLimit();

    @WithDefault("100")
    int maxLimit();

    /** The longest query, in characters; the model reads its first 512 tokens. */
    @WithDefault("10000")
    int maxQueryLength();

    @WithDefault("10s")
    Duration timeout();

    /** How many searches may be under way in this process. */
    @WithDefault("128")
    int maxConcurrent();

    /** How many more may wait; beyond, they are refused with 429. */
    @WithDefault("256")
    int maxWaiting();

    /** The fewest candidates that each leg of a hybrid search brings. */
    @WithDefault("200")
    int legDepth();

    /** How long the embedding of a query may take; then a hybrid search goes on by words alone. */
    @WithDefault("3s")
    Duration embeddingTimeout();

    /** How long Qdrant may take; then PostgreSQL answers. */
    @WithDefault("2s")
    Duration pointsTimeout();

    /** How many knowledge bases one search may name. */
    @WithDefault("16")
    int maxKnowledgeBases();

    /** How many hits can be paged through in all. */
    @WithDefault("1000")
    int maxPaged();

    /** How many chunks may be asked for before a hit, and as many after it. */
    @WithDefault("10")
    int maxContext();

    /** How many chunks of each document may be asked for when hits are grouped. */
    @WithDefault("10")
    int maxGroupChunks();

    /** How many candidates may be reranked. */
    @WithDefault("200")
    int maxRerankDepth();

    /** How many chunks PostgreSQL may bring to be scored when Qdrant is away: about a kilobyte each. */
    @WithDefault("5000")
    int fallbackCandidates();
}
