package dev.lockstep.features.knowledgebases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Defaults of new knowledge bases. */
@ConfigMapping(prefix = "lockstep.chunking")
public interface KnowledgeBaseSettings {

    /** The largest chunk, in tokens of the embedding model. */
    @WithDefault("384")
    int maxTokens();

    /** The part that a chunk repeats of the one before, in tokens. */
    @WithDefault("48")
    int overlapTokens();
}
