package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts how often each term occurs in a text.
 *
 * @param counts by index
 * @param length the number of terms, each as often as it occurs
 */
public record TermCounts(Map<Integer, Integer> counts, int length) {

    public TermCounts {
        Map<Integer, Integer> ordered = new TreeMap<>(Integer::compareUnsigned);
        ordered.putAll(counts);
        counts = ordered;
    }

    /** Makes a vector with a value for each term. */
    SparseVector vector(Weight weight) {
        int[] indices = new int[counts.size()];
        float[] values = new float[counts.size()];
        int i = 0;
        for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
            indices[i] = count.getKey();
            values[i++] = weight.of(count.getValue());
        }
        return new SparseVector(indices, values);
    }

    /** Says what a term weighs that occurs so often. */
    interface Weight {
        float of(int count);
    }
}
