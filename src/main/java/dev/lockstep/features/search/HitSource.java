package dev.lockstep.features.search;

import java.util.Locale;

/** Says where a point was found. */
public enum HitSource {
    /** Qdrant has found it. */
    INDEX,
    /** The write buffer has found it: Qdrant may not show it yet. */
    BUFFER,
    /** PostgreSQL has found it, in place of Qdrant. */
    CATALOG;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
