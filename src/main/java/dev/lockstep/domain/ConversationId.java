package dev.lockstep.domain;

import java.util.UUID;

/** Identifies a conversation for ever. */
public record ConversationId(UUID value) implements Comparable<ConversationId> {

    public static ConversationId next() {
        return new ConversationId(TimeOrderedUuid.next());
    }

    /** What recalls are confined to. */
    public ScopeId scope() {
        return new ScopeId(value);
    }

    @Override
    public int compareTo(ConversationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
