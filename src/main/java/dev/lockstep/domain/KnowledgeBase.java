package dev.lockstep.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named set of documents that share a model and a collection.
 *
 * @param collection where its points are in Qdrant
 * @param generation which of its generations serves, see {@link Generation}; the values below are that one's
 * @param embeddingModel the id of the model whose vectors it holds; others do not fit
 * @param dimension of its vectors
 * @param language by which its words are cut, as an ISO 639-1 code; {@link DocumentLanguage#AUTO} when that is found out of
 *     each document; null when it has no lexical vectors
 * @param fusion what it wants a hybrid search to weigh its legs with
 * @param metadataSchema null when documents may have any metadata
 * @param documentPermissions who reads documents that name no readers
 */
public record KnowledgeBase(
        KnowledgeBaseId id,
        Tenant tenant,
        String name,
        @Nullable String description,
        Placement placement,
        String collection,
        int generation,
        String embeddingModel,
        int dimension,
        Chunking chunking,
        @Nullable String language,
        FusionWeights fusion,
        @Nullable MetadataSchema metadataSchema,
        DocumentPermissions documentPermissions,
        Instant createdAt,
        Instant updatedAt) {

    /** Tells whether the language of each document is found in its text. */
    public boolean findsLanguages() {
        return DocumentLanguage.AUTO.equals(language);
    }

    /**
     * Requires that a generation still serves.
     *
     * @throws Conflict when it is not this generation that serves by now
     */
    public void requireGeneration(int serving) {
        if (serving != generation) {
            throw reembedded();
        }
    }

    public Conflict reembedded() {
        return new Conflict(
                ErrorCode.KNOWLEDGE_BASE_REEMBEDDED,
                "knowledge base '" + name
                        + "' was re-embedded meanwhile, and nothing was changed: send the request again (with another"
                        + " Idempotency-Key, if it had one)",
                Map.of("knowledge_base", name));
    }

    public KnowledgeBase changed(@Nullable String described, DocumentPermissions permissions, Instant at) {
        return new KnowledgeBase(
                id,
                tenant,
                name,
                described,
                placement,
                collection,
                generation,
                embeddingModel,
                dimension,
                chunking,
                language,
                fusion,
                metadataSchema,
                permissions,
                createdAt,
                at);
    }
}
