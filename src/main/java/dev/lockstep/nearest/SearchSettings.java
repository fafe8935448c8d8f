package dev.lockstep.nearest;

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

    /** How many chunks PostgreSQL may bring to be scored when Qdrant is away: about a kilobyte each. */
    @WithDefault("5000")
    int fallbackCandidates();
}
