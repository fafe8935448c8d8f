package dev.lockstep.platform.reactive;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Brings an item back to the Vert.x context that asked for it. Callbacks of gRPC and of executors arrive on threads of
 * their own, and a database session or connection must not be touched from there.
 */
public final class CallerContext {

    private CallerContext() {}

    public static <T> Uni<T> resume(Uni<T> elsewhere) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return context == null ? elsewhere : elsewhere.emitOn(task -> context.runOnContext(ignored -> task.run()));
        });
    }

    /** Computes on a worker thread what would keep an event loop busy, and brings the result back. */
    public static <T> Uni<T> compute(Supplier<T> work) {
        return resume(Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }
}
