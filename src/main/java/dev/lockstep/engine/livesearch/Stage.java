package dev.lockstep.engine.livesearch;

import java.util.Locale;

/** A part of a search that takes time or may be unavailable. */
public enum Stage {
    EMBED,
    LOOKUP,
    FRESHNESS,
    POINTS,
    BUFFER,
    FALLBACK,
    FUSE,
    HYDRATE,
    RERANK,
    HIGHLIGHT,
    CONTEXT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
