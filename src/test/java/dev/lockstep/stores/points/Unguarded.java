package dev.lockstep.stores.points;

import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.StoreGuard;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Every call goes through, once. */
final class Unguarded implements StoreGuard {

    @Override
    public <T> Uni<T> call(Lane lane, Supplier<Uni<T>> attempt) {
        return Uni.createFrom().deferred(attempt::get);
    }

    @Override
    public <T> Uni<T> once(Supplier<Uni<T>> attempt) {
        return Uni.createFrom().deferred(attempt::get);
    }

    @Override
    public Uni<Void> requireOpenWay() {
        return Uni.createFrom().voidItem();
    }
}
