package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.features.knowledgebases.KnowledgeBaseService.Described;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base as clients see it.
 *
 * @param fusion what a hybrid search weighs the rankings with; null when it finds that out itself
 * @param counts what is live in it; left out in listings
 */
public record KnowledgeBaseView(
        UUID id,
        String name,
        @Nullable String description,
        String embeddingModel,
        int dimension,
        ChunkingBody chunking,
        @Nullable String language,
        @Nullable FusionWeightsBody fusion,
        String placement,
        @Nullable MetadataSchemaBody metadataSchema,
        @Nullable CountsView counts,
        Instant createdAt,
        Instant updatedAt) {

    /** The numbers of live documents and their chunks. */
    public record CountsView(long documents, long chunks) {}

    static KnowledgeBaseView of(Described described) {
        return of(described.knowledgeBase(), new CountsView(described.documents(), described.chunks()));
    }

    static KnowledgeBaseView listed(KnowledgeBase knowledgeBase) {
        return of(knowledgeBase, null);
    }

    private static KnowledgeBaseView of(KnowledgeBase knowledgeBase, @Nullable CountsView counts) {
        return new KnowledgeBaseView(
                knowledgeBase.id().value(),
                knowledgeBase.name(),
                knowledgeBase.description(),
                knowledgeBase.embeddingModel(),
                knowledgeBase.dimension(),
                ChunkingBody.of(knowledgeBase.chunking()),
                knowledgeBase.language(),
                FusionWeightsBody.of(knowledgeBase.fusion()),
                knowledgeBase.placement().wireName(),
                MetadataSchemaBody.of(knowledgeBase.metadataSchema()),
                counts,
                knowledgeBase.createdAt(),
                knowledgeBase.updatedAt());
    }
}
