package dev.lockstep.platform.resilience;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Unavailable;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * Spares a store that is away, and its callers the waiting. Only failures that say that the store is away count; a refusal is a sign of
 * life.
 */
final class Breaker {

    private static final Logger LOG = Logger.getLogger(Breaker.class);

    private final StoreName store;
    private final Duration delay;
    private final TypedGuard<Uni<Object>> guard;
    private volatile long openedAt;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    Breaker(StoreName store, BreakerSettings settings, FailureRules rules) {
        this.store = store;
        this.delay = settings.delay();
        this.guard = TypedGuard.create(Guards.ANYTHING)
                .withDescription(store.name() + " breaker")
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.window())
                .failureRatio(settings.failureRatio())
                .delay(settings.delay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .when(rules::saysThatTheStoreIsAway)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    <T> Uni<T> call(Supplier<Uni<T>> attempt) {
        return Guards.through(guard, attempt)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(this::open);
    }

    /** Fails while the way is closed. Once the delay is over somebody has to try. */
    Uni<Void> requireOpenWay() {
        return Uni.createFrom().deferred(() -> {
            boolean open =
                    switch (state) {
                        case CLOSED -> true;
                        case HALF_OPEN -> false;
                        case OPEN -> millisLeft() == 0;
                    };
            return open
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(open(new IllegalStateException("the breaker is " + state)));
        });
    }

    private long millisLeft() {
        return Math.max(0, delay.toMillis() - (System.nanoTime() - openedAt) / 1_000_000);
    }

    private void changed(CircuitBreakerState now) {
        state = now;
        switch (now) {
            case OPEN -> {
                openedAt = System.nanoTime();
                LOG.warnf(
                        "%s is away: calls fail at once for %d ms, then one is tried", store.name(), delay.toMillis());
            }
            case HALF_OPEN -> LOG.debugf("%s: trying whether it is back", store.name());
            case CLOSED -> LOG.infof("%s is back", store.name());
        }
    }

    private Unavailable open(Throwable prevented) {
        long millis = millisLeft();
        return new Unavailable(
                store.unavailable(),
                store.name() + " is away and was not asked; it will be tried again in " + millis + " ms",
                Map.of(Again.RETRY_AFTER, Math.max(1, (millis + 999) / 1000)),
                new NotAsked(prevented));
    }

    /** Marks failures that came from the breaker itself: trying again at once is no use. */
    static final class NotAsked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAsked(Throwable cause) {
            super(cause);
        }
    }
}
