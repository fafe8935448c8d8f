package dev.lockstep.platform.resilience;

import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.util.function.Supplier;

/** Lets one guard serve calls of all types: the type that comes out is the one that went in. */
final class Guards {

    static final TypeLiteral<Uni<Object>> ANYTHING = new TypeLiteral<>() {};

    private Guards() {}

    static <T> Uni<T> through(TypedGuard<Uni<Object>> guard, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> uncheckedFrom(guard.get(() -> uncheckedTo(work.get()))));
    }

    @SuppressWarnings("unchecked")
    private static <T> Uni<Object> uncheckedTo(Uni<T> uni) {
        return (Uni<Object>) uni;
    }

    @SuppressWarnings("unchecked")
    private static <T> Uni<T> uncheckedFrom(Uni<Object> uni) {
        return (Uni<T>) uni;
    }
}
