package dev.lockstep.stores.points;

/** What an answer of Qdrant promises about a write. */
public enum Acknowledgement {
    /** The write is in Qdrant's log: it will be applied, and is not yet searchable. */
    LOGGED,
    /** The write is applied and visible to every search. */
    VISIBLE
}
