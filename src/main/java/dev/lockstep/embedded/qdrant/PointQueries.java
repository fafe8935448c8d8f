package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.index.Nearest;
import dev.lockstep.embedded.qdrant.index.Selection;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.index.SparseNearest;
import dev.lockstep.embedded.qdrant.index.SparseSpec;
import dev.lockstep.embedded.qdrant.index.VectorSpec;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.VectorInput;
import java.io.IOException;
import java.util.List;

/** Finds points by their vectors. */
record PointQueries(CollectionRegistry collections) {
    private static final int DEFAULT_LIMIT = 10;
    private static final int DEFAULT_CANDIDATES = 100;
    private static final int MOST_CANDIDATES = 10_000;

    QueryResponse query(QueryPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        try (Snapshot snapshot = collection.snapshot()) {
            return QueryResponse.newBuilder()
                    .addAllResult(answer(request, collection.schema(), snapshot))
                    .setTime(Reply.secondsSince(start))
                    .build();
        }
    }

    /** Answers all queries of a batch from one snapshot. */
    QueryBatchResponse queryBatch(QueryBatchPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        QueryBatchResponse.Builder response = QueryBatchResponse.newBuilder();
        try (Snapshot snapshot = collection.snapshot()) {
            for (QueryPoints query : request.getQueryPointsList()) {
                response.addResult(BatchResult.newBuilder().addAllResult(answer(query, collection.schema(), snapshot)));
            }
        }
        return response.setTime(Reply.secondsSince(start)).build();
    }

    private static List<ScoredPoint> answer(QueryPoints query, Schema schema, Snapshot snapshot) throws IOException {
        refuseUnsupported(query);
        VectorInput input = query.getQuery().getNearest();
        return switch (input.getVariantCase()) {
            case DENSE -> nearest(query, schema, input.getDense(), snapshot);
            case SPARSE -> nearest(query, schema, input.getSparse(), snapshot);
            case ID -> throw Refusal.unsupported("A query by point id");
            case MULTI_DENSE -> throw Refusal.unsupported("A query by multivector");
            case DOCUMENT, IMAGE, OBJECT -> throw Refusal.unsupported("Inference");
            case VARIANT_NOT_SET -> throw Refusal.badInput("Vector input is missing");
        };
    }

    private static List<ScoredPoint> nearest(QueryPoints query, Schema schema, DenseVector target, Snapshot snapshot)
            throws IOException {
        schema.checkNames(query.getWithVectors());
        VectorSpec vector = schema.vector(query.getUsing());
        PointChecks.checkDense(vector, target);
        Nearest nearest = new Nearest(
                vector, target, snapshot.filter(query.getFilter()), most(query), accuracy(query.getParams()));
        return snapshot.nearest(nearest, selection(query), page(query));
    }

    private static List<ScoredPoint> nearest(QueryPoints query, Schema schema, SparseVector target, Snapshot snapshot)
            throws IOException {
        schema.checkNames(query.getWithVectors());
        SparseSpec vector = schema.sparseVector(query.getUsing());
        PointChecks.checkSparse(vector.name(), target);
        Limits.indices(target.getIndicesCount());
        SparseNearest nearest = new SparseNearest(vector, target, snapshot.filter(query.getFilter()), most(query));
        return snapshot.nearest(nearest, selection(query), page(query));
    }

    private static int most(QueryPoints query) {
        return Limits.of(query.hasLimit() ? query.getLimit() : DEFAULT_LIMIT) + Limits.upTo(query.getOffset());
    }

    private static Selection selection(QueryPoints query) {
        return Selection.of(query.getWithPayload(), query.getWithVectors());
    }

    private static Snapshot.Page page(QueryPoints query) {
        return new Snapshot.Page(
                Limits.upTo(query.getOffset()), query.hasScoreThreshold() ? query.getScoreThreshold() : null);
    }

    private static Nearest.Accuracy accuracy(SearchParams params) {
        if (params.getExact()) {
            return new Nearest.Accuracy.Exact();
        }
        long candidates = params.hasHnswEf() ? Math.max(1, params.getHnswEf()) : DEFAULT_CANDIDATES;
        return new Nearest.Accuracy.Approximate((int) Math.min(candidates, MOST_CANDIDATES));
    }

    private static void refuseUnsupported(QueryPoints query) {
        Refusal.unsupportedIf(query.getPrefetchCount() > 0, "Prefetch");
        Refusal.unsupportedIf(query.hasLookupFrom(), "A lookup in another collection");
        Refusal.unsupportedIf(query.hasShardKeySelector(), "A shard key");
        Refusal.unsupportedIf(query.getParams().getIndexedOnly(), "The search parameter indexed_only");
        switch (query.getQuery().getVariantCase()) {
            case NEAREST -> {}
            case VARIANT_NOT_SET -> throw Refusal.unsupported("A query without a vector");
            default -> throw Refusal.unsupported("The query " + query.getQuery().getVariantCase());
        }
    }
}
