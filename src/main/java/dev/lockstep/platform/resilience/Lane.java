package dev.lockstep.platform.resilience;

/** Whose call it is: each lane has a share of its own, so that none starves another. */
public enum Lane {
    /** A request that nothing was begun for: refused when there are too many. */
    REQUEST,
    /** Part of a unit of work that has begun: waits its turn. Admission bounds how many there are. */
    BEGUN,
    /** Settling, undoing, recovery, cleaning up: few, and never behind requests. */
    DUTY
}
