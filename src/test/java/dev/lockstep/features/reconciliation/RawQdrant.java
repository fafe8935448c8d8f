package dev.lockstep.features.reconciliation;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.config.ConfigProvider;

import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

/** Writes what Lockstep never would. */
final class RawQdrant {

    private RawQdrant() {}

    static void upsert(String collection, UUID id, Map<String, Value> payload) {
        upsert(collection, PointId.newBuilder().setUuid(id.toString()).build(), payload);
    }

    static void upsert(String collection, long id, Map<String, Value> payload) {
        upsert(collection, PointId.newBuilder().setNum(id).build(), payload);
    }

    private static void upsert(String collection, PointId id, Map<String, Value> payload) {
        float[] dense = new float[384];
        dense[1] = 1;
        PointStruct point = PointStruct.newBuilder()
                .setId(id)
                .setVectors(namedVectors(Map.of("dense", vector(dense))))
                .putAllPayload(payload)
                .build();
        URI url = URI.create(ConfigProvider.getConfig().getValue("lockstep.qdrant.url", String.class));
        try (QdrantClient client =
                new QdrantClient(QdrantGrpcClient.newBuilder(url.getHost(), url.getPort(), false, false)
                        .build())) {
            Object result = client.upsertAsync(collection, List.of(point)).get();
            if (result == null) {
                throw new IllegalStateException("nothing came back");
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
