package dev.lockstep.domain;

import java.util.UUID;

/** Identifies a unit of work. */
public record UnitOfWorkId(UUID value) implements Comparable<UnitOfWorkId> {

    public static UnitOfWorkId next() {
        return new UnitOfWorkId(TimeOrderedUuid.next());
    }

    @Override
    public int compareTo(UnitOfWorkId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
