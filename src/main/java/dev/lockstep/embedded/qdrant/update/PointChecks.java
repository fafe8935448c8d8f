package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.index.SparseSpec;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.schema.Schema;
import dev.lockstep.embedded.qdrant.schema.VectorChecks;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import java.util.stream.IntStream;

/** Checks points before they are logged: what is in the log can be applied. */
public record PointChecks(Schema schema) {
    /** The point with its vectors in the one form that the index reads. */
    PointStruct checked(PointStruct point) {
        PointKey.check(point.getId());
        PayloadChecks.check(point.getPayloadMap().values());
        if (!point.hasVectors()) {
            throw ErrorStatus.badInput("Expected some vectors");
        }
        return point.toBuilder().setVectors(checked(point.getVectors())).build();
    }

    /** The new vectors of a point in that form. */
    PointVectors checked(PointVectors point) {
        PointKey.check(point.getId());
        if (!point.hasVectors()) {
            throw ErrorStatus.badInput("vectors is expected");
        }
        return point.toBuilder().setVectors(checked(point.getVectors())).build();
    }

    /** The vectors by name; the name of a vector without a name is empty. */
    private Vectors checked(Vectors vectors) {
        NamedVectors.Builder named = NamedVectors.newBuilder();
        switch (vectors.getVectorsOptionsCase()) {
            case VECTOR -> {
                Vector vector = VectorForm.of(vectors.getVector());
                if (vector.hasSparse()) {
                    throw ErrorStatus.badInput("Sparse vector must be named");
                }
                named.putVectors(Schema.UNNAMED, checked(Schema.UNNAMED, vector));
            }
            case VECTORS ->
                vectors.getVectors()
                        .getVectorsMap()
                        .forEach((name, vector) -> named.putVectors(name, checked(name, VectorForm.of(vector))));
            case VECTORSOPTIONS_NOT_SET -> throw ErrorStatus.badInput("No Vector Provided");
        }
        return Vectors.newBuilder().setVectors(named).build();
    }

    private Vector checked(String name, Vector vector) {
        if (vector.hasSparse()) {
            SparseSpec ignored = schema.sparseVector(name);
            VectorChecks.checkSparse(name, vector.getSparse());
            return Vector.newBuilder().setSparse(sorted(vector.getSparse())).build();
        }
        VectorChecks.checkDense(schema.vector(name), vector.getDense());
        return vector;
    }

    /** Sorts by index, as Qdrant stores sparse vectors. */
    private static SparseVector sorted(SparseVector vector) {
        boolean isSorted = IntStream.range(1, vector.getIndicesCount())
                .allMatch(i -> Integer.compareUnsigned(vector.getIndices(i - 1), vector.getIndices(i)) < 0);
        if (isSorted) {
            return vector;
        }
        int[] order = IntStream.range(0, vector.getIndicesCount())
                .boxed()
                .sorted((left, right) -> Integer.compareUnsigned(vector.getIndices(left), vector.getIndices(right)))
                .mapToInt(Integer::intValue)
                .toArray();
        SparseVector.Builder sorted = SparseVector.newBuilder();
        for (int i : order) {
            sorted.addIndices(vector.getIndices(i)).addValues(vector.getValues(i));
        }
        return sorted.build();
    }
}
