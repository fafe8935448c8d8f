package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Overloaded;
import dev.lockstep.platform.resilience.Bulkhead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Bounds the units of work under way. Whatever is let in finishes, whether or not anybody still waits for it. */
@ApplicationScoped
class Admission {

    private final Bulkhead bulkhead;

    Admission(UnitOfWorkSettings settings) {
        this.bulkhead = new Bulkhead("units of work", settings.maxConcurrent(), settings.maxWaiting());
    }

    /** @throws Overloaded when too many wait already; nothing of this one was begun */
    <T> Uni<T> admit(Supplier<Uni<T>> work) {
        return bulkhead.admit(work);
    }
}
