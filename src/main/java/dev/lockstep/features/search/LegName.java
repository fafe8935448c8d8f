package dev.lockstep.features.search;

import java.util.Locale;

/** One of the ways by which points are found. */
public enum LegName {
    DENSE,
    LEXICAL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
