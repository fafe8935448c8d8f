package dev.lockstep.embedded.qdrant.schema;

import dev.lockstep.embedded.qdrant.index.VectorSpec;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.SparseVector;
import java.util.Arrays;

/** Refuses vectors, of points or of queries, that are malformed or do not fit the collection. */
public final class VectorChecks {
    private VectorChecks() {}

    public static void checkDense(VectorSpec spec, DenseVector vector) {
        if (vector.getDataCount() != spec.size()) {
            throw ErrorStatus.badInput("Vector dimension error: expected dim: %d, got %d for vector '%s'"
                    .formatted(spec.size(), vector.getDataCount(), spec.name()));
        }
        for (int i = 0; i < vector.getDataCount(); i++) {
            checkFinite(vector.getData(i), spec.name());
        }
    }

    public static void checkSparse(String name, SparseVector vector) {
        if (vector.getIndicesCount() != vector.getValuesCount()) {
            throw ErrorStatus.badInput("Vector '%s' has %d indices and %d values"
                    .formatted(name, vector.getIndicesCount(), vector.getValuesCount()));
        }
        int[] indices = new int[vector.getIndicesCount()];
        for (int i = 0; i < indices.length; i++) {
            checkFinite(vector.getValues(i), name);
            indices[i] = vector.getIndices(i);
        }
        Arrays.sort(indices);
        for (int i = 1; i < indices.length; i++) {
            if (indices[i] == indices[i - 1]) {
                throw ErrorStatus.badInput("The indices of vector '%s' must be unique".formatted(name));
            }
        }
    }

    private static void checkFinite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw ErrorStatus.badInput("`%s` contains %s, which is not a finite number".formatted(name, value));
        }
    }
}
