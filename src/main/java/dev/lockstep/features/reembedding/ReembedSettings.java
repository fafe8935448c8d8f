package dev.lockstep.features.reembedding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for building knowledge bases anew. */
@ConfigMapping(prefix = "lockstep.reembed")
public interface ReembedSettings {

    /** How long a generation that has served is kept, so that it can serve again. */
    @WithDefault("24h")
    Duration keepRetired();

    /**
     * The number of knowledge bases built side by side in this process; with more than one, a small one need not wait
     * for a large one.
     */
    @WithDefault("1")
    int knowledgeBasesAtOnce();

    /**
     * The number of documents of one knowledge base that are built side by side. Each waits its turn among those that
     * are ingested.
     */
    @WithDefault("2")
    int documentsAtOnce();

    /** The number of documents looked up at a time. */
    @WithDefault("100")
    int pageSize();

    /** The time from the end of one look for something to build, or to remove, to the next. */
    @WithDefault("1s")
    Duration interval();

    /** How long new writes wait, at most, when a building can't catch up with writers that never pause. */
    @WithDefault("5s")
    Duration holdWrites();

    /** How long a building may be silent before another process goes on with it. */
    @WithDefault("30s")
    Duration lease();

    /** The number of failures without any progress after which a building has failed, until it is asked for again. */
    @WithDefault("6")
    int maxAttempts();

    /** The pause after a failure; it doubles with each further one. */
    @WithDefault("2s")
    Duration retryPause();
}
