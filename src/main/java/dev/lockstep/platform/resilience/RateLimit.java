package dev.lockstep.platform.resilience;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.RateLimitException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Admits so many in each window of time. */
public final class RateLimit {

    private final Guard guard;

    public RateLimit(int most, Duration window) {
        this.guard = Guard.create()
                .withRateLimit()
                .limit(most)
                .window(window.toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** Counts another one; returns false when there are too many in this window. */
    public boolean admits() {
        try {
            return guard.get(() -> true, Boolean.class);
        } catch (RateLimitException full) {
            return false;
        }
    }
}
