package dev.lockstep.domain;

import java.util.UUID;

/** Identifies one chunk of one version of one document: the primary key in the catalog and the id in Qdrant. It is never reused. */
public record PointId(UUID value) implements Comparable<PointId> {

    public static PointId next() {
        return new PointId(TimeOrderedUuid.next());
    }

    @Override
    public int compareTo(PointId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
