package dev.lockstep.domain;

import java.util.UUID;

/** Identifies a knowledge base for ever; its name may be given to another one after it was deleted. */
public record KnowledgeBaseId(UUID value) implements Comparable<KnowledgeBaseId> {

    public static KnowledgeBaseId next() {
        return new KnowledgeBaseId(TimeOrderedUuid.next());
    }

    /** What searches of it are confined to. */
    public ScopeId scope() {
        return new ScopeId(value);
    }

    @Override
    public int compareTo(KnowledgeBaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
