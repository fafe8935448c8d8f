package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.OptimizerStatus;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.UpdateQueueInfo;
import java.io.IOException;
import java.util.Map;

/** What a collection tells of itself. */
public final class CollectionInfos {
    private CollectionInfos() {}

    public static CollectionInfo read(PointCollection collection) throws IOException {
        try (Snapshot snapshot = collection.snapshot()) {
            CollectionInfo.Builder info = CollectionInfo.newBuilder()
                    .setStatus(collection.trouble().isEmpty() ? CollectionStatus.Green : CollectionStatus.Red)
                    .setOptimizerStatus(status(collection))
                    .setSegmentsCount(snapshot.segments())
                    .setPointsCount(snapshot.points())
                    .setIndexedVectorsCount(snapshot.vectorsInGraphs())
                    .setConfig(collection.schema().config())
                    .setUpdateQueue(UpdateQueueInfo.newBuilder().setLength(collection.unapplied()));
            for (Map.Entry<String, PayloadSchemaInfo> index :
                    collection.payloadIndexes().entrySet()) {
                int points = snapshot.having(PayloadPath.parse(index.getKey()));
                info.putPayloadSchema(
                        index.getKey(),
                        index.getValue().toBuilder().setPoints(points).build());
            }
            return info.build();
        }
    }

    private static OptimizerStatus status(PointCollection collection) {
        OptimizerStatus.Builder status = OptimizerStatus.newBuilder();
        collection
                .trouble()
                .ifPresentOrElse(why -> status.setError(String.valueOf(why.getMessage())), () -> status.setOk(true));
        return status.build();
    }
}
