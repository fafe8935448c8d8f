package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.RemoteFailure;
import dev.lockstep.platform.resilience.FailureRules;
import java.time.Duration;
import java.util.Optional;

/** Says what the failures of a model behind HTTP mean. To embed a text once more does no harm. */
record RemoteRules(Duration longestWait) implements FailureRules {

    @Override
    public boolean saysThatTheStoreIsAway(Throwable failure) {
        return failure instanceof RemoteFailure remote
                && switch (remote.kind()) {
                    case AWAY, LATE, BROKEN -> true;
                    case BUSY, REFUSED, UNFIT -> false;
                };
    }

    /** Tells whether another try may help. A server that was too slow would be no faster with more to do. */
    @Override
    public boolean isWorthTryingAgain(Throwable failure) {
        return failure instanceof RemoteFailure remote
                && switch (remote.kind()) {
                    case AWAY, BROKEN, BUSY ->
                        remote.retryAfter()
                                .map(wait -> wait.compareTo(longestWait) <= 0)
                                .orElse(true);
                    case LATE, REFUSED, UNFIT -> false;
                };
    }

    @Override
    public Optional<Duration> wantsToWait(Throwable failure) {
        return failure instanceof RemoteFailure remote ? remote.retryAfter() : Optional.empty();
    }
}
