package dev.lockstep.domain;

import java.util.UUID;

/** What a point was made from, within its scope: a document or a message. */
public record OwnerId(UUID value) implements Comparable<OwnerId> {

    @Override
    public int compareTo(OwnerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
