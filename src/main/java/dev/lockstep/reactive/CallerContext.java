package dev.lockstep.reactive;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

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
}
