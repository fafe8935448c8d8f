package dev.lockstep.reembedding;

import org.jspecify.annotations.Nullable;

/** What a knowledge base is to be built with; what is null stays as it is. */
public record ReembedRequest(
        @Nullable String embeddingModel,
        @Nullable Integer maxTokens,
        @Nullable Integer overlapTokens,
        @Nullable String language) {}
