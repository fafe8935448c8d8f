package dev.lockstep.features.reembedding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How knowledge bases are built anew. */
@ConfigMapping(prefix = "lockstep.reembed")
public interface ReembedSettings {

    /** How long a generation that has served can be gone back to. */
    @WithDefault("24h")
    Duration keepRetired();

    /** Knowledge bases built side by side in this process; with more than one, a small one need not wait for a large one. */
    @WithDefault("1")
    int knowledgeBasesAtOnce();

    /** Documents of one built side by side. Each waits its turn among those that are ingested. */
    @WithDefault("2")
    int documentsAtOnce();

    /** Documents looked up at a time. */
    @WithDefault("100")
    int pageSize();

    /** From the end of one look for something to build, or to remove, to the next. */
    @WithDefault("1s")
    Duration interval();

    /** How long new writes wait, at most, when a building can't catch up with writers that never pause. */
    @WithDefault("5s")
    Duration holdWrites();

    /** How long a building may say nothing before another process goes on with it. */
    @WithDefault("30s")
    Duration lease();

    /** After so many failures without any progress a building has failed, until it is asked for again. */
    @WithDefault("6")
    int maxAttempts();

    /** After a failure; doubled with each further one. */
    @WithDefault("2s")
    Duration retryPause();
}
