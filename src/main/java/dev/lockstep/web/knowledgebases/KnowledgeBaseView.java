package dev.lockstep.web.knowledgebases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.features.knowledgebases.KnowledgeBaseService.Described;
import dev.lockstep.features.reading.UnreadLanguage;
import dev.lockstep.web.http.WarningView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base as clients see it.
 *
 * @param fusion what a hybrid search weighs the rankings with; null when it finds that out itself
 * @param counts what is live in it, whoever may read it; left out in listings
 * @param warnings what should be known of its settings; left out in listings
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
        DocumentPermissionsBody documentPermissions,
        @JsonInclude(Include.NON_NULL) @Nullable CountsView counts,

        @Schema(description = "Such as model_does_not_read_language; empty for none")
        @JsonInclude(Include.NON_NULL)
        @Nullable
        List<WarningView> warnings,

        Instant createdAt,
        Instant updatedAt) {

    /** The numbers of live documents and their chunks. */
    @Schema(name = "KnowledgeBaseCounts")
    public record CountsView(long documents, long chunks) {}

    public KnowledgeBaseView {
        warnings = warnings == null ? null : List.copyOf(warnings);
    }

    static KnowledgeBaseView of(Described described) {
        return of(
                described.knowledgeBase(),
                new CountsView(described.documents(), described.chunks()),
                warnings(described));
    }

    static KnowledgeBaseView listed(KnowledgeBase knowledgeBase) {
        return of(knowledgeBase, null, null);
    }

    private static List<WarningView> warnings(Described described) {
        UnreadLanguage unread = described.unread();
        return unread == null ? List.of() : List.of(new WarningView(UnreadLanguage.CODE, unread.message()));
    }

    private static KnowledgeBaseView of(
            KnowledgeBase knowledgeBase, @Nullable CountsView counts, @Nullable List<WarningView> warnings) {
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
                DocumentPermissionsBody.of(knowledgeBase.documentPermissions()),
                counts,
                warnings,
                knowledgeBase.createdAt(),
                knowledgeBase.updatedAt());
    }
}
