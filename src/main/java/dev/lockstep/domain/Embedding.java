package dev.lockstep.domain;

import dev.lockstep.vectors.VectorSums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A text's place in the model's vector space: {@code dimension} floats of unit length, so that the dot product of two
 * is their cosine.
 *
 * <p>The array is not copied: vectors are large, made once and never written again.
 */
@SuppressWarnings("ArrayRecordComponent") // See above: it is large, made once and never written again.
public record Embedding(float[] vector) {

    public int dimension() {
        return vector.length;
    }

    /** The cosine similarity, from -1 to 1. */
    public float dot(Embedding other) {
        return VectorSums.fastest().dotProduct(vector, other.vector);
    }

    /** Does the same with the {@link #dimension} numbers from a place in an array on. */
    public float dot(float[] others, int from) {
        return VectorSums.fastest().dotProduct(vector, others, from);
    }

    /** The vector as the catalog keeps it: 4 bytes a dimension, IEEE 754, little-endian. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /**
     * Reads a vector as the catalog keeps it.
     *
     * @throws IllegalArgumentException when the length is no multiple of 4
     */
    public static Embedding fromBytes(byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("an embedding has 4 bytes a dimension, not " + bytes.length);
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return new Embedding(vector);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(vector, that.vector);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return "Embedding[" + vector.length + "]";
    }
}
