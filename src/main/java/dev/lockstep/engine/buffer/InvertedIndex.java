package dev.lockstep.engine.buffer;

import dev.lockstep.domain.SparseVector;
import java.util.Arrays;
import java.util.List;

/**
 * The terms of some points as an inverted index: of each term, which points have it, and with which weight. A query reads the lists of
 * its own terms and nothing else.
 */
public final class InvertedIndex {

    static final int ENTRY_BYTES = Integer.BYTES + Integer.BYTES + Float.BYTES;

    /** The term of each entry, ascending: the entries of a term are next to each other. */
    private final int[] terms;

    /** The point of each entry. */
    private final int[] points;

    private final float[] weights;

    private InvertedIndex(int[] terms, int[] points, float[] weights) {
        this.terms = terms;
        this.points = points;
        this.weights = weights;
    }

    /** @param vectors of the points, in their order */
    static InvertedIndex of(List<SparseVector> vectors) {
        int size = vectors.stream().mapToInt(SparseVector::size).sum();
        // The upper half of each key is the term, the lower half the entry's place among all.
        long[] sorted = new long[size];
        int[] owners = new int[size];
        float[] values = new float[size];
        int entry = 0;
        for (int point = 0; point < vectors.size(); point++) {
            SparseVector vector = vectors.get(point);
            for (int i = 0; i < vector.size(); i++, entry++) {
                sorted[entry] = (long) vector.indices()[i] << Integer.SIZE | entry;
                owners[entry] = point;
                values[entry] = vector.values()[i];
            }
        }
        Arrays.sort(sorted);
        InvertedIndex lists = new InvertedIndex(new int[size], new int[size], new float[size]);
        for (int i = 0; i < size; i++) {
            lists.terms[i] = (int) (sorted[i] >>> Integer.SIZE);
            lists.points[i] = owners[(int) sorted[i]];
            lists.weights[i] = values[(int) sorted[i]];
        }
        return lists;
    }

    /** Adds what each point gets for having the term: its weight times the query's. */
    public void addTo(float[] scores, int term, float weight) {
        for (int i = first(term); i < terms.length && terms[i] == term; i++) {
            scores[points[i]] += weights[i] * weight;
        }
    }

    /** Returns how many points have the term. */
    public int holders(int term) {
        int first = first(term);
        int end = first;
        while (end < terms.length && terms[end] == term) {
            end++;
        }
        return end - first;
    }

    /** Returns the first entry of the term, or where it would be. */
    private int first(int term) {
        int from = 0;
        int to = terms.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (terms[middle] < term) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
