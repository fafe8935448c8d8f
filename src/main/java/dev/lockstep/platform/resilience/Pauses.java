package dev.lockstep.platform.resilience;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;

/** The pauses between one try of a call and the next are twice as long each time, or as long as the store wants. */
final class Pauses implements CustomBackoffStrategy {

    static final long FIRST_MILLIS = 50;

    private static final long LONGEST_MILLIS = 1_000;

    private final FailureRules rules;
    private long next = FIRST_MILLIS;

    Pauses(FailureRules rules) {
        this.rules = rules;
    }

    @Override
    public long nextDelayInMillis(Throwable failure) {
        long own = next;
        next = Math.min(LONGEST_MILLIS, 2 * own);
        return rules.wantsToWait(failure).map(Duration::toMillis).orElse(own);
    }
}
