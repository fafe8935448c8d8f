package dev.lockstep.web;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.retrieval.Hit;
import dev.lockstep.retrieval.SearchResult;
import dev.lockstep.web.ChunkView.PositionView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hits, best first.
 *
 * @param degraded which parts of the search were not available; empty for none
 */
public record SearchView(
        List<HitView> data,
        List<String> degraded,
        long tookMs,
        @Nullable String nextCursor) {

    public SearchView {
        data = List.copyOf(data);
        degraded = List.copyOf(degraded);
    }

    /** A chunk that answers the query, with what its document says of itself. */
    public record HitView(
            float score,
            ScoresView scores,
            UUID chunkId,
            UUID documentId,
            @Nullable String externalId,
            int version,
            @Nullable String title,
            String text,
            List<String> headings,
            PositionView position,
            Map<String, Object> metadata) {

        static HitView of(Hit hit) {
            LiveChunk chunk = hit.chunk();
            return new HitView(
                    hit.score(),
                    new ScoresView(hit.score()),
                    chunk.id().value(),
                    chunk.documentId().value(),
                    chunk.externalId(),
                    chunk.version(),
                    chunk.title(),
                    chunk.text(),
                    chunk.headings(),
                    PositionView.of(chunk.position()),
                    chunk.metadata().values());
        }
    }

    /** @param dense the cosine of query and chunk */
    public record ScoresView(float dense) {}

    static SearchView of(SearchResult result) {
        return new SearchView(
                result.hits().stream().map(HitView::of).toList(),
                List.of(),
                result.took().toMillis(),
                null);
    }
}
