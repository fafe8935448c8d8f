package dev.lockstep.catalog;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.resilience.GuardedStore;
import dev.lockstep.resilience.Lane;
import dev.lockstep.resilience.StoreGuard;
import dev.lockstep.resilience.StoreName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** The way to PostgreSQL. */
@ApplicationScoped
class CatalogGuard implements StoreGuard {

    private final GuardedStore guarded;

    CatalogGuard(CatalogSettings settings) {
        this.guarded = new GuardedStore(
                new StoreName("PostgreSQL", ErrorCode.CATALOG_UNAVAILABLE),
                settings.breaker(),
                settings.share(),
                settings.maxRetries(),
                new CatalogFailures.Rules());
    }

    @Override
    public <T> Uni<T> call(Lane lane, Supplier<Uni<T>> attempt) {
        return guarded.call(lane, attempt);
    }

    @Override
    public <T> Uni<T> once(Supplier<Uni<T>> attempt) {
        return guarded.once(attempt);
    }

    @Override
    public Uni<Void> requireOpenWay() {
        return guarded.requireOpenWay();
    }
}
