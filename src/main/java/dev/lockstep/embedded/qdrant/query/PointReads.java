package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.Limits;
import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.index.Candidate;
import dev.lockstep.embedded.qdrant.index.FieldOrder;
import dev.lockstep.embedded.qdrant.index.Selection;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import dev.lockstep.embedded.qdrant.server.Reply;
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
    /** What a scroll shows unless told otherwise; the other calls show no payload then. */
    private static final WithPayloadSelector WHOLE =
            WithPayloadSelector.newBuilder().setEnable(true).build();

    public GetResponse get(GetPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        Refusal.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        collection.schema().checkNames(request.getWithVectors());
        List<BytesRef> keys = request.getIdsList().stream().map(PointKey::of).toList();
        Selection selection = Selection.of(request.getWithPayload(), request.getWithVectors());
        try (Snapshot snapshot = collection.snapshot()) {
            return GetResponse.newBuilder()
                    .addAllResult(snapshot.get(keys, selection))
                    .setTime(Reply.secondsSince(start))
                    .build();
        }
    }

    public ScrollResponse scroll(ScrollPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        Refusal.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        collection.schema().checkNames(request.getWithVectors());
        int limit =
                request.hasLimit() ? Limits.of("limit", Integer.toUnsignedLong(request.getLimit())) : Limits.DEFAULT;
        Selection selection =
                Selection.of(request.hasWithPayload() ? request.getWithPayload() : WHOLE, request.getWithVectors());
        try (Snapshot snapshot = collection.snapshot()) {
            ScrollResponse.Builder response = request.hasOrderBy()
                    ? ordered(request, collection, snapshot, limit, selection)
                    : byId(request, snapshot, limit, selection);
            return response.setTime(Reply.secondsSince(start)).build();
        }
    }

    private static ScrollResponse.Builder byId(ScrollPoints request, Snapshot snapshot, int limit, Selection selection)
            throws IOException {
        BytesRef from = request.hasOffset() ? PointKey.of(request.getOffset()) : null;
        List<Candidate> points = snapshot.scroll(snapshot.filter(request.getFilter()), from, limit + 1);
        List<Candidate> page = points.subList(0, Math.min(limit, points.size()));
        ScrollResponse.Builder response = ScrollResponse.newBuilder().addAllResult(snapshot.retrieved(page, selection));
        if (points.size() > limit) {
            response.setNextPageOffset(PointKey.read(points.get(limit).key()));
        }
        return response;
    }

    /** One page: where the next begins, the caller tells by a value, because several points may have the same. */
    private static ScrollResponse.Builder ordered(
            ScrollPoints request, PointCollection collection, Snapshot snapshot, int limit, Selection selection)
            throws IOException {
        if (request.hasOffset()) {
            throw Refusal.badInput("Cannot use an `offset` when using `order_by`."
                    + " Begin at `order_by.start_from`, with a filter without the points already seen");
        }
        OrderBy order = request.getOrderBy();
        FieldOrder field = FieldOrder.of(order, collection.payloadIndex(order.getKey()));
        List<Candidate> points = snapshot.ordered(field, snapshot.filter(request.getFilter()), limit);
        return ScrollResponse.newBuilder().addAllResult(snapshot.retrieved(points, selection));
    }

    public CountResponse count(CountPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        Refusal.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        try (Snapshot snapshot = collection.snapshot()) {
            return CountResponse.newBuilder()
                    .setResult(CountResult.newBuilder().setCount(snapshot.count(snapshot.filter(request.getFilter()))))
                    .setTime(Reply.secondsSince(start))
                    .build();
        }
    }
}
