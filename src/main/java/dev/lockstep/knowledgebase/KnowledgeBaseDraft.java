package dev.lockstep.knowledgebase;

import dev.lockstep.domain.Placement;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base as a client asks for it, unchecked.
 *
 * @param embeddingModel the name or id of one that the service runs; its default one when absent
 * @param maxTokens of a chunk, and {@code overlapTokens}: defaults of the service when absent
 */
public record KnowledgeBaseDraft(
        @Nullable String name,
        @Nullable String description,
        @Nullable String embeddingModel,
        @Nullable Integer maxTokens,
        @Nullable Integer overlapTokens,
        Placement placement) {}
