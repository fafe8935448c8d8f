package dev.lockstep.stores.points;

/** What an answer of Qdrant promises about a write. */
public enum Acknowledgement {
    /** In Qdrant's log: it will be applied, and is not yet searchable. */
    LOGGED,
    /** Applied and visible to every search. */
    VISIBLE
}
