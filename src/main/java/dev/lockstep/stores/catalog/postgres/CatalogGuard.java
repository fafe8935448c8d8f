package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.platform.resilience.GuardedStore;
import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.StoreGuard;
import dev.lockstep.platform.resilience.StoreName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** The guard on the way to PostgreSQL. */
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
