package dev.lockstep.embedded.qdrant.differential;

import com.google.common.collect.Lists;
import io.grpc.Channel;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.qdrant.client.VectorsFactory.namedVectors;

/** Writes all points of a collection again as they are, the last first: what depends on the order of writing changes. */
final class ReversedPoints {
    private static final int MOST = 1000;

    private ReversedPoints() {}

    static void rewrite(Channel server, String collection) {
        PointsBlockingStub points = PointsGrpc.newBlockingStub(server);
        List<RetrievedPoint> stored = points.scroll(ScrollPoints.newBuilder()
                        .setCollectionName(collection)
                        .setLimit(MOST)
                        .setWithPayload(WithPayloadSelectorFactory.enable(true))
                        .setWithVectors(WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResultList();
        UpsertPoints.Builder upsert =
                UpsertPoints.newBuilder().setCollectionName(collection).setWait(true);
        Lists.reverse(stored).forEach(point -> upsert.addPoints(same(point)));
        if (!stored.isEmpty()) {
            var unused = points.upsert(upsert.build());
        }
    }

    private static PointStruct same(RetrievedPoint point) {
        Map<String, Vector> vectors = new HashMap<>();
        point.getVectors().getVectors().getVectorsMap().forEach((name, vector) -> vectors.put(name, vector(vector)));
        return PointStruct.newBuilder()
                .setId(point.getId())
                .putAllPayload(point.getPayloadMap())
                .setVectors(namedVectors(vectors))
                .build();
    }

    private static Vector vector(VectorOutput output) {
        return output.hasSparse()
                ? VectorFactory.vector(
                        output.getSparse().getValuesList(), output.getSparse().getIndicesList())
                : VectorFactory.vector(output.getDense().getDataList());
    }
}
