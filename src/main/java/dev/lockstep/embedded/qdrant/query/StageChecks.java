package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.Query.VariantCase;
import io.qdrant.client.grpc.Points.SearchParams;

/** Refuses queries that cannot be, or are not implemented, before any part of them is run. */
final class StageChecks {
    private static final int DEEPEST = 64;

    /** The number is limited because each list is kept until the lists are merged. */
    private static final int MOST_PREFETCHES = 256;

    private int prefetches;

    private StageChecks() {}

    static PrefetchQuery checked(PrefetchQuery root) {
        int depth = depth(root) - 1;
        if (depth > DEEPEST) {
            throw ErrorStatus.badInput(
                    "Validation failed: prefetches depth %d exceeds max depth %d".formatted(depth, DEEPEST));
        }
        new StageChecks().stage(root);
        return root;
    }

    private static int depth(PrefetchQuery stage) {
        int depth = 0;
        for (PrefetchQuery prefetch : stage.getPrefetchList()) {
            depth = Math.max(depth, depth(prefetch));
        }
        return depth + 1;
    }

    private void stage(PrefetchQuery stage) {
        prefetches += stage.getPrefetchCount();
        if (prefetches > MOST_PREFETCHES) {
            throw ErrorStatus.badInput("More than the %d prefetches that a query of the embedded Qdrant can have"
                    .formatted(MOST_PREFETCHES));
        }
        ErrorStatus.unsupportedIf(stage.hasLookupFrom(), "A lookup in another collection");
        params(stage.getParams());
        if (stage.hasQuery()) {
            query(stage.getQuery(), stage);
        } else if (stage.getPrefetchCount() > 0) {
            throw ErrorStatus.badRequest(
                    "A query is needed to merge the prefetches." + " Can't have prefetches without defining a query.");
        } else if (stage.hasScoreThreshold()) {
            throw ErrorStatus.badRequest("A query is needed to use the score_threshold."
                    + " Can't have score_threshold without defining a query.");
        }
        stage.getPrefetchList().forEach(this::prefetch);
    }

    private void prefetch(PrefetchQuery prefetch) {
        if (prefetch.hasLimit()) {
            int ignored = QueryLimits.of("prefetch.limit", prefetch.getLimit());
        }
        stage(prefetch);
    }

    /** How many points a checked stage may find. */
    static int most(PrefetchQuery stage) {
        return stage.hasLimit() ? Math.toIntExact(stage.getLimit()) : QueryLimits.DEFAULT;
    }

    private static void params(SearchParams params) {
        ErrorStatus.unsupportedIf(
                !params.getUnknownFields().asMap().isEmpty(), "A search parameter of a later protocol");
        if (params.hasHnswEf() && params.getHnswEf() == 0) {
            throw ErrorStatus.invalid("params.hnsw_ef", "value 0 invalid, must be 1 or larger");
        }
    }

    private static void query(Query query, PrefetchQuery stage) {
        switch (query.getVariantCase()) {
            case NEAREST, SAMPLE -> {}
            case ORDER_BY -> {
                if (stage.hasScoreThreshold()) {
                    throw ErrorStatus.badRequest("Can't use score_threshold with an order_by query.");
                }
            }
            case FUSION, RRF -> fusion(stage);
            case RECOMMEND, DISCOVER, CONTEXT, FORMULA, NEAREST_WITH_MMR, RELEVANCE_FEEDBACK ->
                throw ErrorStatus.unsupported("The query " + query.getVariantCase());
            case VARIANT_NOT_SET -> throw ErrorStatus.invalid("Query variant is missing");
        }
    }

    private static void fusion(PrefetchQuery stage) {
        if (!stage.getUsing().isEmpty()) {
            throw ErrorStatus.badRequest("Fusion queries cannot be combined with the 'using' field.");
        }
        if (stage.getPrefetchCount() == 0) {
            throw ErrorStatus.badInput("Validation failed: cannot apply Fusion without prefetches");
        }
    }

    static boolean isFusion(PrefetchQuery stage) {
        VariantCase variant = stage.getQuery().getVariantCase();
        return variant == VariantCase.FUSION || variant == VariantCase.RRF;
    }
}
