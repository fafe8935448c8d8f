package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;

/** Vectors come in an older form, as plain numbers with optional indices, and in a newer one that says its kind. */
final class VectorForm {
    private VectorForm() {}

    /** The vector in the newer form. */
    static Vector of(Vector vector) {
        return switch (vector.getVectorCase()) {
            case DENSE, SPARSE -> vector;
            case VECTOR_NOT_SET -> fromPlainNumbers(vector);
            case MULTI_DENSE -> throw ErrorStatus.unsupported("A multivector");
            case DOCUMENT, IMAGE, OBJECT -> throw ErrorStatus.unsupported("Inference");
        };
    }

    @SuppressWarnings("deprecation") // Clients before 1.12 send nothing else.
    private static Vector fromPlainNumbers(Vector vector) {
        if (vector.hasVectorsCount()) {
            throw ErrorStatus.unsupported("A multivector");
        }
        if (vector.hasIndices()) {
            return Vector.newBuilder()
                    .setSparse(SparseVector.newBuilder()
                            .addAllValues(vector.getDataList())
                            .addAllIndices(vector.getIndices().getDataList()))
                    .build();
        }
        return Vector.newBuilder()
                .setDense(DenseVector.newBuilder().addAllData(vector.getDataList()))
                .build();
    }
}
