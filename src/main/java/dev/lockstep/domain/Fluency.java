package dev.lockstep.domain;

/** How well an embedding model reads a language. */
public enum Fluency {
    WELL,
    PARTLY,
    NONE,

    /** Nobody has said, and it could not be found out, or not yet. */
    UNKNOWN;

    /** Tells whether searches by meaning are known to miss much. */
    public boolean isPoor() {
        return this == PARTLY || this == NONE;
    }
}
