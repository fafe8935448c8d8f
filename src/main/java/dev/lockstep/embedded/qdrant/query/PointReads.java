package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.index.FieldOrder;
import dev.lockstep.embedded.qdrant.index.PointCandidate;
import dev.lockstep.embedded.qdrant.index.PointSelection;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.ElapsedTime;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** Reads points without scores: by id, in the order of ids or of a payload field, counted. */
public record PointReads(CollectionRegistry collections) {
    /** What a scroll shows by default; other calls show no payload by default. */
    private static final WithPayloadSelector WHOLE =
            WithPayloadSelector.newBuilder().setEnable(true).build();

    public GetResponse get(GetPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        ErrorStatus.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        collection.schema().checkNames(request.getWithVectors());
        List<BytesRef> keys = request.getIdsList().stream().map(PointKey::of).toList();
        PointSelection selection = PointSelection.of(request.getWithPayload(), request.getWithVectors());
        try (Snapshot snapshot = collection.snapshot()) {
            return GetResponse.newBuilder()
                    .addAllResult(snapshot.get(keys, selection))
                    .setTime(ElapsedTime.secondsSince(start))
                    .build();
        }
    }

    public ScrollResponse scroll(ScrollPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        ErrorStatus.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        collection.schema().checkNames(request.getWithVectors());
        int limit = request.hasLimit()
                ? QueryLimits.of("limit", Integer.toUnsignedLong(request.getLimit()))
                : QueryLimits.DEFAULT;
        PointSelection selection = PointSelection.of(
                request.hasWithPayload() ? request.getWithPayload() : WHOLE, request.getWithVectors());
        try (Snapshot snapshot = collection.snapshot()) {
            ScrollResponse.Builder response = request.hasOrderBy()
                    ? ordered(request, collection, snapshot, limit, selection)
                    : byId(request, snapshot, limit, selection);
            return response.setTime(ElapsedTime.secondsSince(start)).build();
        }
    }

    private static ScrollResponse.Builder byId(
            ScrollPoints request, Snapshot snapshot, int limit, PointSelection selection) throws IOException {
        BytesRef from = request.hasOffset() ? PointKey.of(request.getOffset()) : null;
        List<PointCandidate> points = snapshot.scroll(snapshot.filter(request.getFilter()), from, limit + 1);
        List<PointCandidate> page = points.subList(0, Math.min(limit, points.size()));
        ScrollResponse.Builder response = ScrollResponse.newBuilder().addAllResult(snapshot.retrieved(page, selection));
        if (points.size() > limit) {
            response.setNextPageOffset(PointKey.read(points.get(limit).key()));
        }
        return response;
    }

    /** One page. The caller says by a value where the next begins, because several points may have the same value. */
    private static ScrollResponse.Builder ordered(
            ScrollPoints request, PointCollection collection, Snapshot snapshot, int limit, PointSelection selection)
            throws IOException {
        if (request.hasOffset()) {
            throw ErrorStatus.badInput("Cannot use an `offset` when using `order_by`."
                    + " Begin at `order_by.start_from`, with a filter without the points already seen");
        }
        OrderBy order = request.getOrderBy();
        FieldOrder field = FieldOrder.of(order, collection.payloadIndex(order.getKey()));
        List<PointCandidate> points = snapshot.ordered(field, snapshot.filter(request.getFilter()), limit);
        return ScrollResponse.newBuilder().addAllResult(snapshot.retrieved(points, selection));
    }

    public CountResponse count(CountPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        ErrorStatus.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        try (Snapshot snapshot = collection.snapshot()) {
            return CountResponse.newBuilder()
                    .setResult(CountResult.newBuilder().setCount(snapshot.count(snapshot.filter(request.getFilter()))))
                    .setTime(ElapsedTime.secondsSince(start))
                    .build();
        }
    }
}
