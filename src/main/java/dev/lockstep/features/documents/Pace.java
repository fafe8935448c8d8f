package dev.lockstep.features.documents;

/** A client's wish for a request that may take long. */
public enum Pace {
    /** The client says nothing. */
    ANY,
    /** The client wants a job as the answer. */
    ASYNC,
    /** The client wants to wait for the end. */
    WAIT
}
