package dev.lockstep.domain;

import java.util.UUID;

/** Identifies a conversation for ever. */
public record ConversationId(UUID value) implements Comparable<ConversationId> {

    public static ConversationId next() {
        return new ConversationId(TimeOrderedUuid.next());
    }

    /** The id that its points name as their knowledge base: to Qdrant and the write buffer, a conversation is one. */
    public KnowledgeBaseId scope() {
        return new KnowledgeBaseId(value);
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
