package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.index.PointChange;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/** Changes of the vectors of a point, which leave its payload and its other vectors as they are. */
final class VectorChange {
    private VectorChange() {}

    /** Sets the vectors given for the point. */
    static PointChange to(Map<BytesRef, Map<String, Vector>> vectors) {
        return point -> with(
                point.getVectors().getVectors().toBuilder()
                        .putAllVectors(vectors.getOrDefault(PointKey.of(point.getId()), Map.of())),
                point);
    }

    static PointChange without(List<String> names) {
        return point -> {
            NamedVectors.Builder vectors = point.getVectors().getVectors().toBuilder();
            names.forEach(vectors::removeVectors);
            return names.isEmpty() ? point : with(vectors, point);
        };
    }

    private static PointStruct with(NamedVectors.Builder vectors, PointStruct point) {
        return point.toBuilder()
                .setVectors(Vectors.newBuilder().setVectors(vectors))
                .build();
    }
}
