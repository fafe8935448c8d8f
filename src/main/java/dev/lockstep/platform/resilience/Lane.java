package dev.lockstep.platform.resilience;

/** Says whose call it is. Each lane has a share of its own, so that none starves another. */
public enum Lane {
    /** Calls for requests that have begun nothing are refused when there are too many. */
    REQUEST,
    /** Calls of a unit of work that has begun wait their turn. Admission bounds how many there are. */
    BEGUN,
    /** Calls for settling, undoing, recovery and cleaning up are few, and never wait behind requests. */
    DUTY
}
