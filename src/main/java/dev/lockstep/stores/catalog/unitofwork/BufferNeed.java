package dev.lockstep.stores.catalog.unitofwork;

/** Whether the points of a committed unit of work are still only in Qdrant's log. */
public enum BufferNeed {
    /** They may not be visible in Qdrant yet: searches read the write buffer. */
    BUFFERED,
    /** Qdrant has said that they are visible, or there are none. */
    NOT_NEEDED
}
