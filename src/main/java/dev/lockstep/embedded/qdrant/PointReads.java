package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.index.Selection;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** Reads points without scores: by id, in the order of ids, counted. */
record PointReads(CollectionRegistry collections) {
    private static final int DEFAULT_PAGE = 10;
    /** What a scroll shows unless told otherwise; the other calls show no payload then. */
    private static final WithPayloadSelector WHOLE =
            WithPayloadSelector.newBuilder().setEnable(true).build();

    GetResponse get(GetPoints request) throws IOException {
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

    ScrollResponse scroll(ScrollPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        Refusal.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        Refusal.unsupportedIf(request.hasOrderBy(), "Scrolling in the order of a payload field");
        collection.schema().checkNames(request.getWithVectors());
        int limit = Limits.of(request.hasLimit() ? Integer.toUnsignedLong(request.getLimit()) : DEFAULT_PAGE);
        Selection selection =
                Selection.of(request.hasWithPayload() ? request.getWithPayload() : WHOLE, request.getWithVectors());
        BytesRef from = request.hasOffset() ? PointKey.of(request.getOffset()) : null;
        try (Snapshot snapshot = collection.snapshot()) {
            List<RetrievedPoint> points =
                    snapshot.scroll(snapshot.filter(request.getFilter()), from, limit + 1, selection);
            ScrollResponse.Builder response =
                    ScrollResponse.newBuilder().addAllResult(points.subList(0, Math.min(limit, points.size())));
            if (points.size() > limit) {
                response.setNextPageOffset(points.get(limit).getId());
            }
            return response.setTime(Reply.secondsSince(start)).build();
        }
    }

    CountResponse count(CountPoints request) throws IOException {
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
