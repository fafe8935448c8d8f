package dev.lockstep.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named set of documents that share a model and a collection.
 *
 * @param collection where its points are in Qdrant
 * @param embeddingModel the id of the model whose vectors it holds; others do not fit
 * @param dimension of its vectors
 * @param language by which its words are cut, as an ISO 639-1 code; null when it has no lexical vectors
 * @param metadataSchema null when documents may have any metadata
 */
public record KnowledgeBase(
        KnowledgeBaseId id,
        Tenant tenant,
        String name,
        @Nullable String description,
        Placement placement,
        String collection,
        String embeddingModel,
        int dimension,
        int chunkTokens,
        int overlapTokens,
        @Nullable String language,
        @Nullable MetadataSchema metadataSchema,
        Instant createdAt,
        Instant updatedAt) {

    public KnowledgeBase describedAs(@Nullable String changed, Instant at) {
        return new KnowledgeBase(
                id,
                tenant,
                name,
                changed,
                placement,
                collection,
                embeddingModel,
                dimension,
                chunkTokens,
                overlapTokens,
                language,
                metadataSchema,
                createdAt,
                at);
    }
}
