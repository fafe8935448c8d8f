package dev.lockstep.platform.resilience;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.reactive.DetachedWork;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/** Lets at most so many work at a time and at most so many wait; the rest is refused before anything of it was begun. */
public final class Bulkhead {

    private final String what;
    private final int limit;
    private final int waiting;
    private final TypedGuard<Uni<Object>> guard;

    /** @param what is bounded, for people and metrics: {@code requests to Qdrant} */
    public Bulkhead(String what, int limit, int waiting) {
        this.what = what;
        this.limit = limit;
        this.waiting = waiting;
        this.guard = TypedGuard.create(Guards.ANYTHING)
                .withDescription(what)
                .withBulkhead()
                .limit(limit)
                .queueSize(waiting)
                .done()
                .build();
    }

    /** Begins the work when its turn comes, and finishes it even if its caller goes away. */
    public <T> Uni<T> admit(Supplier<Uni<T>> work) {
        return CallerContext.resume(DetachedWork.from(
                Guards.through(guard, work).onFailure(BulkheadException.class).transform(this::overloaded)));
    }

    private Overloaded overloaded(Throwable full) {
        return new Overloaded(
                ErrorCode.OVERLOADED,
                "There are too many " + what + ": " + limit + " at work and " + waiting
                        + " waiting. Nothing of this one was begun; try again later.",
                Map.of("max_concurrent", limit, "max_waiting", waiting));
    }
}
