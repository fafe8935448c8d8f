package dev.lockstep.embedded.qdrant.storage;

import com.google.common.collect.Lists;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/** The parts in which Qdrant applies an operation: readers may come between them. */
final class UpsertGroups {
    /** UPDATE_OP_CHUNK_SIZE in lib/shard/src/update/points/upsert.rs. */
    private static final int POINTS = 32;

    private UpsertGroups() {}

    /** An upsert in groups, of a point that it has twice the last alone; anything else whole. */
    static List<PointsUpdateOperation> of(PointsUpdateOperation operation) {
        PointStructList upsert = operation.getUpsert();
        boolean plain = upsert.equals(PointStructList.newBuilder()
                .addAllPoints(upsert.getPointsList())
                .build());
        if (!operation.hasUpsert() || upsert.getPointsCount() <= POINTS || !plain) {
            return List.of(operation);
        }
        Map<BytesRef, PointStruct> points = new LinkedHashMap<>();
        upsert.getPointsList().forEach(point -> points.put(PointKey.of(point.getId()), point));
        return Lists.partition(List.copyOf(points.values()), POINTS).stream()
                .map(group -> PointsUpdateOperation.newBuilder()
                        .setUpsert(PointStructList.newBuilder().addAllPoints(group))
                        .build())
                .toList();
    }
}
