package dev.lockstep.domain;

import java.util.Locale;

/** Where in Qdrant the points of a knowledge base go. */
public enum Placement {
    /** A collection of its own: dropped at once, migrated by itself, with its own term statistics. */
    OWN,
    /** One collection for all small knowledge bases of a model: less memory each, told apart by a filter. */
    SHARED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
