package dev.lockstep.domain;

import java.util.UUID;

/** Identifies a message. */
public record MessageId(UUID value) implements Comparable<MessageId> {

    public static MessageId next() {
        return new MessageId(TimeOrderedUuid.next());
    }

    /** Whose its points are. */
    public OwnerId owner() {
        return new OwnerId(value);
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
