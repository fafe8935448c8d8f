package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.resilience.Bulkhead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Bounds queries of every kind: how many are answered side by side, and how long each may take. */
@ApplicationScoped
public class QueryAdmission {

    private final Bulkhead admission;
    private final Duration timeout;

    QueryAdmission(SearchSettings settings) {
        this.admission = new Bulkhead("searches", settings.maxConcurrent(), settings.maxWaiting());
        this.timeout = settings.timeout();
    }

    /**
     * Answers a query within the bounds.
     *
     * @throws Overloaded when too many wait already, or its turn comes so late that half of its time is gone
     * @throws Unavailable when it takes too long; what is under way then ends by itself
     */
    public <T> Uni<T> bounded(Supplier<Uni<T>> query) {
        return Uni.createFrom().deferred(() -> {
            Deadline latestBegin = Deadline.in(timeout.dividedBy(2));
            AtomicBoolean begun = new AtomicBoolean();
            return CallerContext.resume(admission
                    .admit(() -> {
                        begun.set(!latestBegin.passed());
                        return begun.get() ? query.get() : Uni.createFrom().failure(this::waitedTooLong);
                    })
                    .ifNoItem()
                    .after(timeout)
                    .failWith(() -> begun.get() ? tookTooLong() : waitedTooLong()));
        });
    }

    private Overloaded waitedTooLong() {
        return new Overloaded(
                ErrorCode.OVERLOADED,
                "There are so many searches that this one could not begin in time; try again later.");
    }

    private Unavailable tookTooLong() {
        return new Unavailable(
                ErrorCode.DEADLINE_EXCEEDED,
                "the search took longer than " + timeout + " (lockstep.search.timeout); try again",
                null);
    }
}
