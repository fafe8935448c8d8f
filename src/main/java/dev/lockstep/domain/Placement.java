package dev.lockstep.domain;

import java.util.Locale;

/** Says where in Qdrant the points of a knowledge base go. */
public enum Placement {
    /** The knowledge base has a collection of its own, which is dropped at once, migrated by itself, and has its own term statistics. */
    OWN,
    /** All small knowledge bases of a model have one collection: each takes less memory, and a filter tells them apart. */
    SHARED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
