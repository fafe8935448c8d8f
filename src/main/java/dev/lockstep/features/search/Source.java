package dev.lockstep.features.search;

import java.util.Locale;

/** Where a point was found. */
public enum Source {
    /** Qdrant. */
    INDEX,
    /** The write buffer: Qdrant may not show it yet. */
    BUFFER,
    /** PostgreSQL, in place of Qdrant. */
    CATALOG;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
