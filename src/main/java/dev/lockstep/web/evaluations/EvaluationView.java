package dev.lockstep.web.evaluations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.features.evaluation.EvaluationResult;
import dev.lockstep.features.evaluation.EvaluationResult.JudgedRank;
import dev.lockstep.features.evaluation.EvaluationResult.MeasuredGeneration;
import dev.lockstep.features.evaluation.EvaluationResult.MissingDocument;
import dev.lockstep.features.evaluation.EvaluationResult.ModeFigures;
import dev.lockstep.features.evaluation.EvaluationResult.QueryFigures;
import dev.lockstep.features.evaluation.EvaluationResult.QueryMode;
import dev.lockstep.features.evaluation.EvaluationResult.Remark;
import dev.lockstep.web.http.Timed;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How well judged queries were answered. */
@JsonInclude(Include.NON_NULL)
public record EvaluationView(
        String knowledgeBase,

        @Schema(description = "Which generation was asked: figures of another one can't be had at the same time")
        MeasuredGenerationView generation,

        @Schema(description = "How many of the first documents count for ndcg, recall and mrr")
        int k,

        @Schema(description = "How many documents were looked at for recall_at_depth and not_found")
        int depth,

        @Schema(description = "How many were asked in each mode")
        int queries,

        List<ModeFiguresView> modes,

        @Schema(
                description =
                        "Judged documents that are not in the knowledge base, or don't match the filter. They count"
                                + " for nothing, and queries that have no other relevant document are left out")
        List<MissingDocumentView> missing,

        List<EvaluationWarningView> warnings,

        @Schema(description = "Only when asked for") @Nullable
        List<QueryFiguresView> details,

        long executionTimeMs)
        implements Timed {

    /** The generation that was asked. */
    public record MeasuredGenerationView(
            int number, String embeddingModel, @Nullable String language) {
        static MeasuredGenerationView of(MeasuredGeneration measured) {
            return new MeasuredGenerationView(measured.number(), measured.embeddingModel(), measured.language());
        }
    }

    /**
     * The means over all queries of one mode, 0 to 1, the more the better.
     *
     * @param notFound how many queries found none of their relevant documents within the depth
     * @param meanMs of one search, while a few others were under way
     */
    public record ModeFiguresView(
            String mode, double ndcg, double recall, double mrr, double recallAtDepth, int notFound, double meanMs) {
        static ModeFiguresView of(ModeFigures figures) {
            return new ModeFiguresView(
                    figures.mode().wireName(),
                    rounded(figures.mean().ndcg()),
                    rounded(figures.mean().recall()),
                    rounded(figures.mean().reciprocalRank()),
                    rounded(figures.mean().deepRecall()),
                    figures.notFound(),
                    TimeUnit.NANOSECONDS.toMicros(figures.meanTime().toNanos()) / 1e3);
        }
    }

    /** A judged document that is not there, by the id that was given. */
    @JsonInclude(Include.NON_NULL)
    public record MissingDocumentView(
            String query,
            @Nullable String externalId,
            @Nullable UUID documentId) {
        static MissingDocumentView of(MissingDocument missing) {
            DocumentId id = missing.documentId();
            return new MissingDocumentView(missing.query(), missing.externalId(), id == null ? null : id.value());
        }
    }

    /** Something that the reader of the figures should know. */
    public record EvaluationWarningView(String code, String message) {
        static EvaluationWarningView of(Remark remark) {
            return new EvaluationWarningView(remark.code().name().toLowerCase(Locale.ROOT), remark.message());
        }
    }

    /** The figures of one query. */
    public record QueryFiguresView(String id, String query, List<QueryModeView> modes) {
        static QueryFiguresView of(QueryFigures figures) {
            return new QueryFiguresView(
                    figures.id(),
                    figures.text(),
                    figures.modes().stream().map(QueryModeView::of).toList());
        }
    }

    /** The figures of one query in one mode, and the places of its judged documents. */
    public record QueryModeView(
            String mode, double ndcg, double recall, double reciprocalRank, List<JudgedRankView> judged) {
        static QueryModeView of(QueryMode one) {
            return new QueryModeView(
                    one.mode().wireName(),
                    rounded(one.quality().ndcg()),
                    rounded(one.quality().recall()),
                    rounded(one.quality().reciprocalRank()),
                    one.ranks().stream().map(JudgedRankView::of).toList());
        }
    }

    /**
     * The place of a judged document.
     *
     * @param rank from 1; null when it was not found within the depth
     */
    public record JudgedRankView(
            @Nullable String externalId,
            UUID documentId,
            int grade,
            @Nullable Integer rank) {
        static JudgedRankView of(JudgedRank judged) {
            return new JudgedRankView(judged.externalId(), judged.documentId().value(), judged.grade(), judged.rank());
        }
    }

    static EvaluationView of(EvaluationResult result) {
        return new EvaluationView(
                result.knowledgeBase(),
                MeasuredGenerationView.of(result.generation()),
                result.k(),
                result.depth(),
                result.queries(),
                result.modes().stream().map(ModeFiguresView::of).toList(),
                result.missing().stream().map(MissingDocumentView::of).toList(),
                result.remarks().stream().map(EvaluationWarningView::of).toList(),
                result.details().isEmpty()
                        ? null
                        : result.details().stream().map(QueryFiguresView::of).toList(),
                result.took().toMillis());
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1e4) / 1e4;
    }
}
