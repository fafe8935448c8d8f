package dev.lockstep.embedded.qdrant.protocol;

import io.qdrant.client.grpc.Points.DenseVector;

/** Dense vectors between messages and arrays, without boxing. */
public final class DenseVectors {
    private DenseVectors() {}

    public static float[] of(DenseVector vector) {
        float[] values = new float[vector.getDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.getData(i);
        }
        return values;
    }

    public static DenseVector toMessage(float[] values) {
        DenseVector.Builder vector = DenseVector.newBuilder();
        for (float value : values) {
            vector.addData(value);
        }
        return vector.build();
    }
}
