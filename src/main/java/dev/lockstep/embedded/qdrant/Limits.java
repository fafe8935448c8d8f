package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.protocol.Refusal;

/** How many points one answer may have. */
final class Limits {
    /** Larger answers are refused: they are built in memory. */
    private static final int MOST = 100_000;

    /** A search has a list open for each index of its vector. */
    private static final int MOST_INDICES = 4_096;

    private Limits() {}

    static int of(long limit) {
        if (limit == 0) {
            throw Refusal.badInput("limit: value 0 invalid, must be 1 or larger");
        }
        return upTo(limit);
    }

    static int upTo(long count) {
        if (Long.compareUnsigned(count, MOST) > 0) {
            throw Refusal.badInput("%s points are more than the %d that one answer of the embedded Qdrant can have"
                    .formatted(Long.toUnsignedString(count), MOST));
        }
        return (int) count;
    }

    static void indices(int count) {
        if (count > MOST_INDICES) {
            throw Refusal.badInput("%d indices are more than the %d that a query of the embedded Qdrant can have"
                    .formatted(count, MOST_INDICES));
        }
    }
}
