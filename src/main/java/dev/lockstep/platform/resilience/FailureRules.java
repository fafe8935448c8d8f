package dev.lockstep.platform.resilience;

import java.time.Duration;
import java.util.Optional;

/** What the failures of a store mean. */
public interface FailureRules {

    /** It can't be reached or does not answer. Not: it refused, it is busy, somebody else was first. */
    boolean saysThatTheStoreIsAway(Throwable failure);

    /** The same call may succeed in a moment, and does no harm if it had succeeded already. */
    boolean isWorthTryingAgain(Throwable failure);

    /** How long the store wants to be left alone before the next try; by default that is up to the guard. */
    default Optional<Duration> wantsToWait(Throwable failure) {
        return Optional.empty();
    }
}
