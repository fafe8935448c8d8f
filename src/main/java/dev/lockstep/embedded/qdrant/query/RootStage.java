package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;

/** A query as the last of its own stages, checked. */
final class RootStage {
    private RootStage() {}

    /** Finds the points to skip, too. */
    static PrefetchQuery of(QueryPoints request) {
        ErrorStatus.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        if (request.hasTimeout()) {
            QueryLimits.atLeastOne("timeout", request.getTimeout());
        }
        int limit = request.hasLimit() ? QueryLimits.of("limit", request.getLimit()) : QueryLimits.DEFAULT;
        PrefetchQuery.Builder stage = PrefetchQuery.newBuilder()
                .addAllPrefetch(request.getPrefetchList())
                .setUsing(request.getUsing())
                .setFilter(request.getFilter())
                .setParams(request.getParams())
                .setLimit(limit + QueryLimits.upTo(request.getOffset()));
        if (request.hasQuery()) {
            stage.setQuery(request.getQuery());
        }
        if (request.hasScoreThreshold()) {
            stage.setScoreThreshold(request.getScoreThreshold());
        }
        if (request.hasLookupFrom()) {
            stage.setLookupFrom(request.getLookupFrom());
        }
        return StageChecks.checked(stage.build());
    }

    /**
     * Finds the points to make groups of.
     *
     * @param groups the number and size of the groups
     */
    static PrefetchQuery of(QueryPointGroups request, PointGroups.Shape groups) {
        PrefetchQuery.Builder stage = PrefetchQuery.newBuilder()
                .setUsing(request.getUsing())
                .setFilter(request.getFilter())
                .setParams(request.getParams())
                .setLimit(groups.points());
        request.getPrefetchList().forEach(prefetch -> stage.addPrefetch(forGroups(prefetch, groups)));
        if (request.hasQuery()) {
            stage.setQuery(request.getQuery());
        }
        if (request.hasScoreThreshold()) {
            stage.setScoreThreshold(request.getScoreThreshold());
        }
        if (request.hasLookupFrom()) {
            stage.setLookupFrom(request.getLookupFrom());
        }
        return StageChecks.checked(stage.build());
    }

    /** Asks each prefetch for as many times more points as a group is to have, so that enough are left in the end. */
    private static PrefetchQuery forGroups(PrefetchQuery prefetch, PointGroups.Shape groups) {
        int limit = prefetch.hasLimit() ? QueryLimits.of("prefetch.limit", prefetch.getLimit()) : QueryLimits.DEFAULT;
        PrefetchQuery.Builder stage = prefetch.toBuilder().clearPrefetch().setLimit((long) limit * groups.size());
        prefetch.getPrefetchList().forEach(below -> stage.addPrefetch(forGroups(below, groups)));
        return stage.build();
    }
}
