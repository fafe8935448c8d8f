package dev.lockstep.domain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A vector that keeps only its numbers that are not zero: for text, one for each term that occurs.
 *
 * <p>The arrays are not copied: they are made once and never written again.
 *
 * @param indices the dimensions, 32 bits unsigned, ascending and each once
 * @param values one for each index
 */
@SuppressWarnings("ArrayRecordComponent") // See above: they are made once and never written again.
public record SparseVector(int[] indices, float[] values) {

    public static final SparseVector EMPTY = new SparseVector(new int[0], new float[0]);

    private static final int ENTRY_BYTES = Integer.BYTES + Float.BYTES;

    public SparseVector {
        if (indices.length != values.length) {
            throw new IllegalArgumentException(
                    "a sparse vector has a value for each index, not " + values.length + " for " + indices.length);
        }
        for (int i = 1; i < indices.length; i++) {
            if (Integer.compareUnsigned(indices[i - 1], indices[i]) >= 0) {
                throw new IllegalArgumentException("the indices of a sparse vector ascend, as unsigned numbers");
            }
        }
    }

    /** Counts the numbers that are not zero. */
    public int size() {
        return indices.length;
    }

    public boolean isEmpty() {
        return indices.length == 0;
    }

    /** The sum of the products over the indices that both have. */
    public float dot(SparseVector other) {
        float sum = 0;
        int i = 0;
        int j = 0;
        while (i < indices.length && j < other.indices.length) {
            int order = Integer.compareUnsigned(indices[i], other.indices[j]);
            if (order == 0) {
                sum += values[i++] * other.values[j++];
            } else if (order < 0) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }

    /** Tells whether the two have an index in common: without one, a search does not find it. */
    public boolean meets(SparseVector other) {
        for (int index : indices) {
            if (other.place(index) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The value at an index; 0 where there is none. */
    public float at(int index) {
        int place = place(index);
        return place < 0 ? 0 : values[place];
    }

    /** Finds the place of an index among the {@link #indices}; -1 if it has none. */
    public int place(int index) {
        int from = 0;
        int to = indices.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Integer.compareUnsigned(indices[middle], index);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }

    /** The vector as the catalog keeps it: for each entry 4 bytes of index and 4 of value (IEEE 754), little-endian. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(indices.length * ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < indices.length; i++) {
            bytes.putInt(indices[i]).putFloat(values[i]);
        }
        return bytes.array();
    }

    /**
     * Reads a vector as the catalog keeps it.
     *
     * @throws IllegalArgumentException when the length is no multiple of 8, or the indices do not ascend
     */
    public static SparseVector fromBytes(byte[] bytes) {
        if (bytes.length % ENTRY_BYTES != 0) {
            throw new IllegalArgumentException("a sparse vector has 8 bytes an entry, not " + bytes.length);
        }
        ByteBuffer entries = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] indices = new int[bytes.length / ENTRY_BYTES];
        float[] values = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = entries.getInt();
            values[i] = entries.getFloat();
        }
        return new SparseVector(indices, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseVector that
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "SparseVector[" + indices.length + "]";
    }
}
