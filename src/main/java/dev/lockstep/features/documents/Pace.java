package dev.lockstep.features.documents;

/** What a client wants of a request that may take long. */
public enum Pace {
    /** It says nothing. */
    ANY,
    /** Its job is the answer. */
    ASYNC,
    /** It is waited for. */
    WAIT
}
