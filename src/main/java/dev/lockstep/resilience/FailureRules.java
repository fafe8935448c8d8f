package dev.lockstep.resilience;

/** What the failures of a store mean. */
public interface FailureRules {

    /** It can't be reached or does not answer. Not: it refused, it is busy, somebody else was first. */
    boolean saysThatTheStoreIsAway(Throwable failure);

    /** The same call may succeed in a moment, and does no harm if it had succeeded already. */
    boolean isWorthTryingAgain(Throwable failure);
}
