package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.Generation;
import dev.lockstep.features.reading.UnreadLanguage;
import dev.lockstep.features.reembedding.ReembedStatus;
import dev.lockstep.features.reembedding.ReembedStatus.Building;
import dev.lockstep.features.reembedding.ReembedStatus.Kept;
import dev.lockstep.web.http.WarningView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The generations of a knowledge base as clients see them. */
@Schema(name = "Reembedding")
public record ReembedView(
        @Schema(description = "idle, building, rolling_back or failed", examples = "building")
        String state,

        @Schema(description = "What is being built, or could not be") @Nullable
        BuildingView building,

        @Schema(description = "What serves") KeptView live,

        @Schema(description = "What served before, and can be gone back to until it is removed") @Nullable
        KeptView retired,

        @Schema(description = "Of what is being built, such as model_does_not_read_language; empty for none")
        List<WarningView> warnings) {

    public ReembedView {
        warnings = List.copyOf(warnings);
    }

    /** A generation that is complete. */
    @Schema(name = "CompleteGeneration")
    public record KeptView(
            int generation,
            String embeddingModel,
            ChunkingBody chunking,
            @Nullable String language,

            @Schema(description = "When it began to serve") @Nullable
            Instant switchedAt,

            @Schema(description = "When it will be removed; null for what serves") @Nullable
            Instant removedAt) {

        static KeptView of(Kept kept) {
            Generation.Settings settings = kept.generation().settings();
            return new KeptView(
                    kept.generation().number(),
                    settings.embeddingModel(),
                    ChunkingBody.of(settings.chunking()),
                    settings.language(),
                    kept.since(),
                    kept.removedAt());
        }
    }

    /** A generation that is not complete. */
    @Schema(name = "IncompleteGeneration")
    public record BuildingView(
            int generation,
            String embeddingModel,
            ChunkingBody chunking,
            @Nullable String language,

            @Schema(description = "collection, documents, verifying or switching", examples = "documents") @Nullable
            String step,

            DocumentsView documents,
            @Nullable Double documentsPerSecond,
            @Nullable Instant estimatedEnd,
            @Nullable Instant startedAt,

            @Schema(description = "Failed ones since the last progress")
            int attempts,

            @Schema(description = "Why the last attempt failed") @Nullable
            String error) {

        static BuildingView of(Building building) {
            Generation.Settings settings = building.generation().settings();
            return new BuildingView(
                    building.generation().number(),
                    settings.embeddingModel(),
                    ChunkingBody.of(settings.chunking()),
                    settings.language(),
                    building.step() == null ? null : building.step().toLowerCase(Locale.ROOT),
                    new DocumentsView(building.documentsDone(), building.documentsTotal()),
                    building.perSecond(),
                    building.estimatedEnd(),
                    building.startedAt(),
                    building.attempts(),
                    building.error());
        }
    }

    /** How many documents are done, and how many there are. */
    @Schema(name = "DocumentCounts")
    public record DocumentsView(long done, long total) {}

    static ReembedView of(ReembedStatus status) {
        return new ReembedView(
                status.state().name().toLowerCase(Locale.ROOT),
                status.built() == null ? null : BuildingView.of(status.built()),
                KeptView.of(status.live()),
                status.retired() == null ? null : KeptView.of(status.retired()),
                warnings(status.unread()));
    }

    private static List<WarningView> warnings(@Nullable UnreadLanguage unread) {
        return unread == null ? List.of() : List.of(new WarningView(UnreadLanguage.CODE, unread.message()));
    }
}
