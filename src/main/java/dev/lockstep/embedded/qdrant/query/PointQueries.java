package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.index.PointCandidate;
import dev.lockstep.embedded.qdrant.index.PointSelection;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.ElapsedTime;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryGroupsResponse;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.io.IOException;
import java.util.List;

/** Finds points by their vectors, or in another order. */
public record PointQueries(CollectionRegistry collections) {
    public QueryResponse query(QueryPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        try (Snapshot snapshot = collection.snapshot()) {
            return QueryResponse.newBuilder()
                    .addAllResult(answer(request, collection, snapshot))
                    .setTime(ElapsedTime.secondsSince(start))
                    .build();
        }
    }

    /** Answers all queries of a batch from one snapshot. */
    public QueryBatchResponse queryBatch(QueryBatchPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        if (request.hasTimeout()) {
            QueryLimits.atLeastOne("timeout", request.getTimeout());
        }
        QueryBatchResponse.Builder response = QueryBatchResponse.newBuilder();
        try (Snapshot snapshot = collection.snapshot()) {
            for (QueryPoints query : request.getQueryPointsList()) {
                response.addResult(BatchResult.newBuilder().addAllResult(answer(query, collection, snapshot)));
            }
        }
        return response.setTime(ElapsedTime.secondsSince(start)).build();
    }

    public QueryGroupsResponse queryGroups(QueryPointGroups request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        try (Snapshot snapshot = collection.snapshot()) {
            return QueryGroupsResponse.newBuilder()
                    .setResult(new GroupQueries(collection, snapshot).groups(request))
                    .setTime(ElapsedTime.secondsSince(start))
                    .build();
        }
    }

    private static List<ScoredPoint> answer(QueryPoints query, PointCollection collection, Snapshot snapshot)
            throws IOException {
        PrefetchQuery root = RootStage.of(query);
        collection.schema().checkNames(query.getWithVectors());
        List<PointCandidate> found = new StagedQuery(collection, snapshot).run(root);
        int skipped = Math.min(QueryLimits.upTo(query.getOffset()), found.size());
        return snapshot.scored(
                found.subList(skipped, found.size()),
                PointSelection.of(query.getWithPayload(), query.getWithVectors()));
    }
}
