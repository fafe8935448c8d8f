package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.index.VectorSpec;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import java.util.Arrays;

/** Checks points before they are logged: what is in the log can be applied. */
record PointChecks(Schema schema) {
    /** The point with its vectors in the one form that the index reads. */
    PointStruct checked(PointStruct point) {
        PointKey.check(point.getId());
        point.getPayloadMap().values().forEach(PointChecks::checkNumbers);
        return point.toBuilder().setVectors(checked(point.getVectors())).build();
    }

    private Vectors checked(Vectors vectors) {
        return switch (vectors.getVectorsOptionsCase()) {
            case VECTOR -> named(Schema.UNNAMED, checked(Schema.UNNAMED, VectorForm.of(vectors.getVector())));
            case VECTORS -> {
                NamedVectors.Builder named = NamedVectors.newBuilder();
                vectors.getVectors()
                        .getVectorsMap()
                        .forEach((name, vector) -> named.putVectors(name, checked(name, VectorForm.of(vector))));
                yield Vectors.newBuilder().setVectors(named).build();
            }
            case VECTORSOPTIONS_NOT_SET -> throw Refusal.badInput("Expected some vectors");
        };
    }

    private static Vectors named(String name, Vector vector) {
        return Vectors.newBuilder()
                .setVectors(NamedVectors.newBuilder().putVectors(name, vector))
                .build();
    }

    private Vector checked(String name, Vector vector) {
        if (vector.hasSparse() && schema.sparse().containsKey(name)) {
            checkSparse(name, vector.getSparse());
        } else if (vector.hasDense() && schema.dense().containsKey(name)) {
            checkDense(schema.vector(name), vector.getDense());
        } else {
            throw Refusal.noSuchVector(name);
        }
        return vector;
    }

    static void checkDense(VectorSpec spec, DenseVector vector) {
        if (vector.getDataCount() != spec.size()) {
            throw Refusal.badInput("Vector dimension error: expected dim: %d, got %d for vector '%s'"
                    .formatted(spec.size(), vector.getDataCount(), spec.name()));
        }
        for (int i = 0; i < vector.getDataCount(); i++) {
            checkFinite(vector.getData(i), spec.name());
        }
    }

    static void checkSparse(String name, SparseVector vector) {
        if (vector.getIndicesCount() != vector.getValuesCount()) {
            throw Refusal.badInput("Vector '%s' has %d indices and %d values"
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
                throw Refusal.badInput("The indices of vector '%s' must be unique".formatted(name));
            }
        }
    }

    private static void checkFinite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw Refusal.badInput("`%s` contains %s, which is no number".formatted(name, value));
        }
    }

    private static void checkNumbers(Value value) {
        switch (value.getKindCase()) {
            case DOUBLE_VALUE -> checkFinite(value.getDoubleValue(), "payload");
            case LIST_VALUE -> value.getListValue().getValuesList().forEach(PointChecks::checkNumbers);
            case STRUCT_VALUE -> value.getStructValue().getFieldsMap().values().forEach(PointChecks::checkNumbers);
            case NULL_VALUE, INTEGER_VALUE, STRING_VALUE, BOOL_VALUE, KIND_NOT_SET -> {}
        }
    }
}
