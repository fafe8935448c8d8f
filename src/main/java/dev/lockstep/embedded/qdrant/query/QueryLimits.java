package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;

/** How much there may be of what a caller asks for. */
final class QueryLimits {
    /** How many points an answer has whose caller doesn't say. */
    static final int DEFAULT = 10;

    /** Larger answers are refused: they are built in memory. */
    static final int MOST = 100_000;

    /** A search has a list open for each index of its vector. */
    private static final int MOST_INDICES = 4_096;

    private QueryLimits() {}

    static int of(String field, long limit) {
        atLeastOne(field, limit);
        return upTo(limit);
    }

    static void atLeastOne(String field, long value) {
        if (value == 0) {
            throw ErrorStatus.invalid(field, "value 0 invalid, must be 1 or larger");
        }
    }

    static int upTo(long count) {
        if (Long.compareUnsigned(count, MOST) > 0) {
            throw ErrorStatus.badInput("%s points are more than the %d that one answer of the embedded Qdrant can have"
                    .formatted(Long.toUnsignedString(count), MOST));
        }
        return (int) count;
    }

    static void indices(int count) {
        if (count > MOST_INDICES) {
            throw ErrorStatus.badInput("%d indices are more than the %d that a query of the embedded Qdrant can have"
                    .formatted(count, MOST_INDICES));
        }
    }
}
