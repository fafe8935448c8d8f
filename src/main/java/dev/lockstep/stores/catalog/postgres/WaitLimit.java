package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.platform.reactive.DetachedWork;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/** Stops waiting without stopping the work: a cancelled statement would keep its connection out of the pool. */
final class WaitLimit {

    private WaitLimit() {}

    static <T> Uni<T> after(Duration patience, Uni<T> work, Supplier<Throwable> failure) {
        return DetachedWork.from(work).ifNoItem().after(patience).failWith(failure);
    }
}
