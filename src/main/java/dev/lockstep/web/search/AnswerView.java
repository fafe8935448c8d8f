package dev.lockstep.web.search;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.features.answers.AnswerResult;
import dev.lockstep.features.answers.Caution;
import dev.lockstep.features.answers.CitedSource;
import dev.lockstep.web.documents.ChunkView.PositionView;
import dev.lockstep.web.http.Timed;
import dev.lockstep.web.http.WarningView;
import dev.lockstep.web.search.SearchView.DegradationView;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An answer, and the chunks that it comes from. */
public record AnswerView(
        @Schema(description = "Whether the documents tell; if not, there is no answer, and nearest has what was found")
        boolean answered,

        @Schema(
                description = "With [number] after what comes from a chunk; null when the documents do not tell",
                examples = "Parental leave lasts 14 months. [1]",
                nullable = true)
        @Nullable
        String answer,

        @Schema(description = "The chunks whose numbers are in the answer, and no others")
        List<CitationView> citations,

        @Schema(description = "Where the documents do not tell, the chunks that come nearest; empty otherwise")
        List<CitationView> nearest,

        @Schema(
                description = "Who wrote it; extractive for sentences of the chunks, word for word; null for no answer",
                examples = "extractive",
                nullable = true)
        @Nullable
        String model,

        @Schema(description = "What was not available. Stage answer: the model has failed, so it is quoted")
        List<DegradationView> degraded,

        @Schema(
                description =
                        "Among others answer_cut: it has max_tokens tokens and no end; no_citations: it cites none")
        List<WarningView> warnings,

        long executionTimeMs)
        implements Timed {

    public AnswerView {
        citations = List.copyOf(citations);
        nearest = List.copyOf(nearest);
        degraded = List.copyOf(degraded);
        warnings = List.copyOf(warnings);
    }

    /**
     * A chunk that the answer comes from.
     *
     * @param number the number by which the answer cites it
     * @param externalId null when the document has none, as is {@code title}
     */
    public record CitationView(
            int number,
            UUID chunkId,
            UUID documentId,
            @Nullable String externalId,
            int version,
            @Nullable String title,
            String text,
            PositionView position,
            float score) {
        static CitationView of(CitedSource source) {
            LiveChunk chunk = source.hit().chunk();
            return new CitationView(
                    source.number(),
                    chunk.id().value(),
                    chunk.documentId().value(),
                    chunk.externalId(),
                    chunk.version(),
                    chunk.title(),
                    chunk.text(),
                    PositionView.of(chunk.position()),
                    source.hit().score());
        }
    }

    static List<CitationView> citations(List<CitedSource> sources) {
        return sources.stream().map(CitationView::of).toList();
    }

    static AnswerView of(AnswerResult answer) {
        return new AnswerView(
                answer.answered(),
                answer.text(),
                citations(answer.citations()),
                citations(answer.nearest()),
                answer.model(),
                answer.degraded().stream().map(DegradationView::of).toList(),
                answer.cautions().stream().map(AnswerView::warning).toList(),
                answer.took().toMillis());
    }

    private static WarningView warning(Caution caution) {
        return new WarningView(caution.code(), caution.message());
    }
}
