package dev.lockstep.nearest;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.reactive.CallerContext;
import dev.lockstep.resilience.Bulkhead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** Bounds queries of every kind: how many are answered side by side, and how long each may take. */
@ApplicationScoped
public class Answering {

    private final Bulkhead admission;
    private final Duration timeout;

    Answering(SearchSettings settings) {
        this.admission = new Bulkhead("searches", settings.maxConcurrent(), settings.maxWaiting());
        this.timeout = settings.timeout();
    }

    /**
     * The answer of a query.
     *
     * @throws dev.lockstep.domain.Overloaded when too many wait already
     * @throws Unavailable when it takes too long; what is under way then ends by itself
     */
    public <T> Uni<T> bounded(Supplier<Uni<T>> query) {
        return CallerContext.resume(admission
                .admit(query)
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new Unavailable(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "the search took longer than " + timeout + " (lockstep.search.timeout); try again",
                        null)));
    }
}
