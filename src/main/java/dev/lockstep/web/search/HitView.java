package dev.lockstep.web.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.features.search.Context;
import dev.lockstep.features.search.Hit;
import dev.lockstep.web.documents.ChunkView;
import dev.lockstep.web.documents.ChunkView.PositionView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that answers the query, with what its document says of itself; or a document, with its best chunk. What was not
 * asked for is left out.
 *
 * @param externalId null when the document has none, as are {@code title} and {@code language}
 */
@JsonInclude(Include.NON_NULL)
@SuppressWarnings("NullableOptional") // An absent member was not asked for, an empty one is null in the answer.
public record HitView(
        @Schema(description = "Its relevance, 0 to 1, which means the same in every query, mode and knowledge base")
        float score,

        @Nullable ScoresView scores,
        @Nullable String knowledgeBase,
        UUID chunkId,
        @Nullable UUID documentId,
        @Nullable Optional<String> externalId,
        @Nullable Integer version,
        @Nullable Optional<String> title,
        @Nullable String text,
        @Nullable List<String> headings,
        @Nullable PositionView position,
        @Nullable Map<String, Object> metadata,
        @Nullable Optional<String> language,

        @Schema(description = "The chunk's own, if it came with some") @Nullable
        Map<String, Object> chunkMetadata,

        @Schema(description = "On request") @Nullable ContextView context,

        @Schema(description = "On request") @Nullable HighlightsView highlights,

        @Schema(description = "On request") @Nullable ExplanationView explain,

        @Schema(description = "The best chunks of the document, when hits are grouped: the first is this one") @Nullable
        List<HitView> chunks) {

    /**
     * The scores of a hit. One is null where its leg did not find the hit among its candidates, or where nothing was
     * fused or reranked.
     *
     * @param dense the cosine of query and chunk
     * @param lexical BM25
     */
    @JsonInclude(Include.ALWAYS)
    public record ScoresView(
            @Nullable Float dense,
            @Nullable Float lexical,
            @Nullable Float fused,
            @Nullable Float rerank) {
        static ScoresView of(Hit.Scores scores) {
            return new ScoresView(scores.dense(), scores.lexical(), scores.fused(), scores.rerank());
        }
    }

    /**
     * The chunk with its neighbours, exactly as in the document; or which hit shows them.
     *
     * @param start in the document's text, in code points, as is {@code end}
     * @param sameAs the chunk of a better hit that shows the text
     */
    @JsonInclude(Include.NON_NULL)
    public record ContextView(
            @Nullable String text,
            @Nullable Integer start,
            @Nullable Integer end,
            @Nullable UUID sameAs) {
        static @Nullable ContextView of(@Nullable Context context) {
            if (context instanceof Context.Passage passage) {
                return new ContextView(passage.text(), passage.start(), passage.end(), null);
            }
            return context instanceof Context.Elsewhere elsewhere
                    ? new ContextView(null, null, null, elsewhere.chunk().value())
                    : null;
        }
    }

    static HitView of(Hit hit, Set<HitField> fields) {
        LiveChunk chunk = hit.chunk();
        List<HitView> chunks =
                hit.chunks().stream().map(one -> ofDocument(one, fields)).toList();
        return new HitView(
                hit.score(),
                shown(fields, HitField.SCORES, () -> ScoresView.of(hit.scores())),
                hit.knowledgeBase(),
                chunk.id().value(),
                chunk.documentId().value(),
                shown(fields, HitField.EXTERNAL_ID, () -> Optional.ofNullable(chunk.externalId())),
                shown(fields, HitField.VERSION, chunk::version),
                shown(fields, HitField.TITLE, () -> Optional.ofNullable(chunk.title())),
                shown(fields, HitField.TEXT, chunk::text),
                shown(fields, HitField.HEADINGS, chunk::headings),
                shown(fields, HitField.POSITION, () -> PositionView.of(chunk.position())),
                shown(fields, HitField.METADATA, () -> chunk.metadata().values()),
                shown(fields, HitField.LANGUAGE, () -> Optional.ofNullable(chunk.language())),
                fields.contains(HitField.METADATA) ? ChunkView.own(chunk) : null,
                ContextView.of(hit.context()),
                HighlightsView.of(hit.highlights()),
                ExplanationView.of(hit.explanation()),
                chunks.isEmpty() ? null : chunks);
    }

    /** Shows one of several chunks of a document, which itself says the rest. */
    private static HitView ofDocument(Hit hit, Set<HitField> fields) {
        LiveChunk chunk = hit.chunk();
        return new HitView(
                hit.score(),
                shown(fields, HitField.SCORES, () -> ScoresView.of(hit.scores())),
                null,
                chunk.id().value(),
                null,
                null,
                null,
                null,
                shown(fields, HitField.TEXT, chunk::text),
                shown(fields, HitField.HEADINGS, chunk::headings),
                shown(fields, HitField.POSITION, () -> PositionView.of(chunk.position())),
                null,
                null,
                fields.contains(HitField.METADATA) ? ChunkView.own(chunk) : null,
                ContextView.of(hit.context()),
                HighlightsView.of(hit.highlights()),
                ExplanationView.of(hit.explanation()),
                null);
    }

    private static <T> @Nullable T shown(Set<HitField> fields, HitField field, Supplier<T> value) {
        return fields.contains(field) ? value.get() : null;
    }
}
