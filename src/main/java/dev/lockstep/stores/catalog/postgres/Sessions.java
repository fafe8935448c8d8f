package dev.lockstep.stores.catalog.postgres;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Runs what Panache reads, each time in a session of its own. It fails as a statement of {@link GuardedPool} does.
 */
@ApplicationScoped
public class Sessions {

    public <T> Uni<T> read(Supplier<Uni<T>> work) {
        return Panache.withSession(work).onFailure().transform(CatalogFailures::translate);
    }
}
