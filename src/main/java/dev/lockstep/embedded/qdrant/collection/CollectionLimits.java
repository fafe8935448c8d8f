package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;

/** How many collections, aliases and payload indexes there may be. */
final class CollectionLimits {
    /** Each collection has files and memory of its own. */
    static final int MOST_COLLECTIONS = 1_000;

    private static final int MOST_ALIASES = 10_000;
    private static final int MOST_PAYLOAD_INDEXES = 1_000;

    private CollectionLimits() {}

    static void collections(int count, int most, String name) {
        if (count > most) {
            throw ErrorStatus.tooMany(
                    "Can't create collection with name %s. Max collections limit reached: %d".formatted(name, most));
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
