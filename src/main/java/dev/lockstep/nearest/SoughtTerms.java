package dev.lockstep.nearest;

import dev.lockstep.domain.SparseVector;

/**
 * The terms of a query, laid out to be looked for in many chunks: a single bit rules out most of a chunk's terms, so a long query
 * costs little more than a short one.
 */
final class SoughtTerms {

    /** A few dozen terms leave most of 4,096 bits empty, and these stay in the processor's cache. */
    private static final int BITS = 12;

    private final SparseVector query;
    private final long[] marks = new long[1 << BITS - 6];

    SoughtTerms(SparseVector query) {
        this.query = query;
        for (int index : query.indices()) {
            int bit = bit(index);
            marks[bit >>> 6] |= 1L << bit;
        }
    }

    /** The same as {@link SparseVector#dot}, to the last bit. */
    float dot(SparseVector chunk) {
        int[] indices = chunk.indices();
        float sum = 0;
        for (int i = 0; i < indices.length; i++) {
            if (mayHave(indices[i])) {
                sum += chunk.values()[i] * query.at(indices[i]);
            }
        }
        return sum;
    }

    /** Adds 1 to the count of each term that the chunk has; counts are in the order of the query's terms. */
    void count(SparseVector chunk, long[] counts) {
        for (int index : chunk.indices()) {
            if (mayHave(index)) {
                int place = query.place(index);
                if (place >= 0) {
                    counts[place]++;
                }
            }
        }
    }

    private boolean mayHave(int index) {
        int bit = bit(index);
        return (marks[bit >>> 6] >>> bit & 1) != 0;
    }

    /** Indices are hashes, but nothing depends on it: the multiplication spreads others too. */
    private static int bit(int index) {
        return index * 0x9E3779B9 >>> 32 - BITS;
    }
}
