package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.Placement;
import dev.lockstep.features.knowledgebases.KnowledgeBaseDraft;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A knowledge base to be made. */
public record KnowledgeBaseBody(
        @Schema(
                description = "Its address in paths",
                examples = "handbook",
                required = true,
                pattern = "^[a-z0-9][a-z0-9._-]{0,62}$")
        @Nullable
        String name,

        @Schema(examples = "How we work", maxLength = 2000, pattern = "^[^\\x00]*$") @Nullable
        String description,

        @Schema(description = "Must be the one that the service runs, if given") @Nullable
        String embeddingModel,

        @Nullable ChunkingBody chunking,

        @Schema(
                description = "By which its words are cut and stemmed: ISO 639-1, und for none in particular, or auto:"
                        + " as found in each document",
                examples = "en",
                pattern = "^(auto|[a-z]{2,3})$")
        @Nullable
        String language,

        @Schema(
                description =
                        "How its hybrid searches weigh the rankings by meaning and by words, if not by themselves")
        @Nullable
        FusionWeightsBody fusion,

        @Schema(description = "A Qdrant collection of its own, or one shared by many small knowledge bases") @Nullable
        PlacementBody placement,

        @Nullable MetadataSchemaBody metadataSchema,

        @Schema(description = "optional, if it is left out") @Nullable
        DocumentPermissionsBody documentPermissions) {

    KnowledgeBaseDraft draft() {
        return new KnowledgeBaseDraft(
                name,
                description,
                embeddingModel,
                ChunkingBody.request(chunking),
                language,
                fusion == null ? null : fusion.weights(),
                metadataSchema == null ? null : metadataSchema.schema(),
                DocumentPermissionsBody.permissions(documentPermissions),
                placement == PlacementBody.shared ? Placement.SHARED : Placement.OWN);
    }

    /** The placement of a knowledge base, as it is written on the wire. */
    @SuppressWarnings("java:S115")
    public enum PlacementBody {
        own,
        shared
    }
}
