package dev.lockstep.features.reembedding;

import dev.lockstep.domain.ChunkingRequest;
import org.jspecify.annotations.Nullable;

/** The settings that a knowledge base is to be built with; what is null stays as it is. */
public record ReembedRequest(
        @Nullable String embeddingModel,
        ChunkingRequest chunking,
        @Nullable String language) {}
