package dev.lockstep.platform.reactive;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that has begun finishes, whether or not anybody still waits for it. */
public final class DetachedWork {

    private DetachedWork() {}

    /** Subscribes to the work by itself: cancelling the returned Uni, as a client does that goes away, only stops the waiting. */
    public static <T> Uni<T> from(Uni<T> work) {
        return Uni.createFrom().emitter(waiting -> {
            AtomicBoolean over = new AtomicBoolean();
            waiting.onTermination(() -> over.set(true));
            work.subscribe().with(waiting::complete, failure -> {
                // Nobody waits: a failure that is told to nobody would be logged as dropped.
                if (!over.get()) {
                    waiting.fail(failure);
                }
            });
        });
    }
}
