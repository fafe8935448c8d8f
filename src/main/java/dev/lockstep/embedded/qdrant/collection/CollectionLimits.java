package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;

/** How much there may be of what a caller asks for. */
public final class CollectionLimits {
    /** Of answers whose caller doesn't say how many points to find. */
    public static final int DEFAULT = 10;

    /** Larger answers are refused: they are built in memory. */
    public static final int MOST = 100_000;

    /** A search has a list open for each index of its vector. */
    private static final int MOST_INDICES = 4_096;

    /** Each has threads, files and memory of its own. */
    private static final int MOST_COLLECTIONS = 1_000;

    private static final int MOST_ALIASES = 10_000;
    private static final int MOST_PAYLOAD_INDEXES = 1_000;

    private CollectionLimits() {}

    public static int of(String field, long limit) {
        atLeastOne(field, limit);
        return upTo(limit);
    }

    public static void atLeastOne(String field, long value) {
        if (value == 0) {
            throw ErrorStatus.invalid(field, "value 0 invalid, must be 1 or larger");
        }
    }

    public static int upTo(long count) {
        if (Long.compareUnsigned(count, MOST) > 0) {
            throw ErrorStatus.badInput("%s points are more than the %d that one answer of the embedded Qdrant can have"
                    .formatted(Long.toUnsignedString(count), MOST));
        }
        return (int) count;
    }

    public static void indices(int count) {
        if (count > MOST_INDICES) {
            throw ErrorStatus.badInput("%d indices are more than the %d that a query of the embedded Qdrant can have"
                    .formatted(count, MOST_INDICES));
        }
    }

    static void collections(int count, String name) {
        if (count > MOST_COLLECTIONS) {
            throw ErrorStatus.tooMany("Can't create collection with name %s. Max collections limit reached: %d"
                    .formatted(name, MOST_COLLECTIONS));
        }
    }

    static void aliases(int count) {
        if (count > MOST_ALIASES) {
            throw ErrorStatus.tooMany(
                    "%d aliases are more than the %d that the embedded Qdrant can have".formatted(count, MOST_ALIASES));
        }
    }

    static void payloadIndexes(int count) {
        if (count > MOST_PAYLOAD_INDEXES) {
            throw ErrorStatus.tooMany("%d payload indexes are more than the %d that a collection can have"
                    .formatted(count, MOST_PAYLOAD_INDEXES));
        }
    }
}
