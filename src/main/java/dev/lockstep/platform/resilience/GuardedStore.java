package dev.lockstep.platform.resilience;

import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.reactive.DetachedWork;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Puts shares, retries and a breaker around one store. It needs CDI, which SmallRye Fault Tolerance takes its clock from. */
public final class GuardedStore implements StoreGuard {

    private static final long JITTER_MILLIS = 25;

    /** The bound of the calls that have begun and wait, although no more can wait than are admitted elsewhere. */
    private static final int BEGUN_WAITING = 10_000;

    private static final int DUTIES_WAITING = 1_000;

    private final Breaker breaker;
    private final TypedGuard<Uni<Object>> retry;
    private final Map<Lane, Bulkhead> shares = new EnumMap<>(Lane.class);

    public GuardedStore(
            StoreName store, BreakerSettings breaking, ShareSettings sharing, int maxRetries, FailureRules rules) {
        this.breaker = new Breaker(store, breaking, rules);
        this.retry = TypedGuard.create(Guards.ANYTHING)
                .withDescription(store.name() + " retries")
                .withRetry()
                .maxRetries(maxRetries)
                .delay(Pauses.FIRST_MILLIS, ChronoUnit.MILLIS)
                .jitter(JITTER_MILLIS, ChronoUnit.MILLIS)
                .whenException(failure -> !wasNotAsked(failure) && rules.isWorthTryingAgain(failure))
                .withCustomBackoff()
                .strategy(() -> new Pauses(rules))
                .done()
                .done()
                .build();
        shares.put(
                Lane.REQUEST,
                new Bulkhead("requests to " + store.name(), sharing.requests(), sharing.waitingRequests()));
        shares.put(Lane.BEGUN, new Bulkhead("units of work at " + store.name(), sharing.begun(), BEGUN_WAITING));
        shares.put(Lane.DUTY, new Bulkhead("duties at " + store.name(), sharing.duties(), DUTIES_WAITING));
    }

    private static boolean wasNotAsked(Throwable failure) {
        return failure.getCause() instanceof Breaker.NotAsked;
    }

    @Override
    public <T> Uni<T> call(Lane lane, Supplier<Uni<T>> attempt) {
        return shares.get(lane).admit(() -> Guards.through(retry, () -> breaker.call(attempt)));
    }

    @Override
    public <T> Uni<T> once(Supplier<Uni<T>> attempt) {
        return CallerContext.resume(DetachedWork.from(breaker.call(attempt)));
    }

    @Override
    public Uni<Void> requireOpenWay() {
        return breaker.requireOpenWay();
    }
}
