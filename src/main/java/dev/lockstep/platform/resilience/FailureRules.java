package dev.lockstep.platform.resilience;

import java.time.Duration;
import java.util.Optional;

/** Says what the failures of a store mean. */
public interface FailureRules {

    /**
     * Tells whether the store can't be reached or does not answer. It is not away when it refused, is busy, or somebody else was first.
     */
    boolean saysThatTheStoreIsAway(Throwable failure);

    /** Tells whether the same call may succeed in a moment, and does no harm if it had succeeded already. */
    boolean isWorthTryingAgain(Throwable failure);

    /** Says how long the store wants to be left alone before the next try; by default that is up to the guard. */
    default Optional<Duration> wantsToWait(Throwable failure) {
        return Optional.empty();
    }
}
