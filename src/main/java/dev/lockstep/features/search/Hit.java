package dev.lockstep.features.search;

import dev.lockstep.domain.LiveChunk;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer to the query: a chunk, or a document by its best chunk.
 *
 * @param knowledgeBase its name
 * @param score its relevance, 0 to 1: see {@link Relevance}
 * @param chunks of a document, its best ones, this one first; empty when hits are not grouped
 */
public record Hit(
        String knowledgeBase,
        float score,
        Scores scores,
        LiveChunk chunk,
        @Nullable Explanation explanation,
        @Nullable Highlights highlights,
        @Nullable Context context,
        List<Hit> chunks) {

    public Hit {
        chunks = List.copyOf(chunks);
    }

    /** The scores that the hit has; null where a leg did not find it, or nothing was fused or reranked. */
    public record Scores(
            @Nullable Float dense,
            @Nullable Float lexical,
            @Nullable Float fused,
            @Nullable Float rerank) {}

    /**
     * Explains why the hit is where it is.
     *
     * @param fused whether the contributions of the legs were added
     * @param k of the reciprocal ranks that were fused; null when none were
     * @param terms of the query that the chunk has, as they were compared (stemmed)
     * @param languages in which the query was read
     */
    public record Explanation(
            Map<LegName, Place> legs,
            boolean fused,
            @Nullable Double k,
            List<String> terms,
            List<String> languages) {
        public Explanation {
            legs = Map.copyOf(legs);
            terms = List.copyOf(terms);
            languages = List.copyOf(languages);
        }
    }
}
