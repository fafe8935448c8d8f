package dev.lockstep.features.search;

import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FusionWeights;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query as it was asked. A value that is absent is as configured, or not wanted.
 *
 * @param knowledgeBases the names of those to search
 * @param language of the query
 * @param mode hybrid, dense or lexical
 * @param threshold what a score must exceed
 * @param thresholdOn which score: relevance, as a rule, or dense, lexical, fused, rerank
 * @param neighbours how much around each hit is wanted
 * @param perDocument one hit for each document, with so many of its best chunks
 * @param rerank whether the best candidates are judged again; they are not when absent
 * @param cursor where the page before ended
 */
public record SearchRequest(
        List<String> knowledgeBases,
        @Nullable String query,
        @Nullable String language,
        @Nullable String mode,
        @Nullable Integer limit,
        Filter filter,
        @Nullable Double threshold,
        @Nullable String thresholdOn,
        @Nullable Neighbours neighbours,
        @Nullable Integer perDocument,
        FusionRequest fusion,
        @Nullable RerankRequest rerank,
        Set<Extra> extras,
        @Nullable String cursor) {

    public SearchRequest {
        knowledgeBases = List.copyOf(knowledgeBases);
        extras = Set.copyOf(extras);
    }

    /** Makes a request with all defaults, on one knowledge base. */
    public static SearchRequest of(String knowledgeBase, String query) {
        return new SearchRequest(
                List.of(knowledgeBase),
                query,
                null,
                null,
                null,
                Filter.ALL,
                null,
                null,
                null,
                null,
                FusionRequest.DEFAULT,
                null,
                Set.of(),
                null);
    }

    /** Something that costs time to find out, and is found out on demand. */
    public enum Extra {
        HIGHLIGHTS,
        /** The texts of the hits are read, which tells better which of them answers the query, and whether any does. */
        CLOSER_LOOK,
        EXPLANATION,
        TIMINGS
    }

    /** Says how many chunks before and after each hit belong to what is shown of it. */
    public record Neighbours(int before, int after) {}

    /** Says how many candidates are judged again: 0 for none, absent for as many as configured. */
    public record RerankRequest(@Nullable Integer depth) {
        public static final RerankRequest USUAL = new RerankRequest(null);
        public static final RerankRequest NONE = new RerankRequest(0);
    }

    /**
     * Says how the legs are brought together; see {@link Fusion}.
     *
     * @param k null for no reciprocal ranks
     */
    public record FusionRequest(@Nullable Double k, FusionWeights weights) {
        public static final FusionRequest DEFAULT = new FusionRequest(null, FusionWeights.UNSET);
    }
}
