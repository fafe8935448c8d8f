package dev.lockstep.domain;

import java.util.UUID;

/** Identifies a document through all its versions. */
public record DocumentId(UUID value) implements Comparable<DocumentId> {

    public static DocumentId next() {
        return new DocumentId(TimeOrderedUuid.next());
    }

    /** Whose its points are. */
    public OwnerId owner() {
        return new OwnerId(value);
    }

    @Override
    public int compareTo(DocumentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
