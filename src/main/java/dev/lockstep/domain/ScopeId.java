package dev.lockstep.domain;

import java.util.UUID;

/** What a search is confined to, and a point belongs to: a knowledge base or a conversation. */
public record ScopeId(UUID value) implements Comparable<ScopeId> {

    @Override
    public int compareTo(ScopeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
