package dev.lockstep.platform.resilience;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * The way to a store. An attempt must end by itself: it is finished even if nobody waits for it any more, because the
 * guard has to learn how it ended.
 */
public interface StoreGuard {

    /** Makes the call in the share of its lane, and tries again while that makes sense. */
    <T> Uni<T> call(Lane lane, Supplier<Uni<T>> attempt);

    /** Makes the call once and at once, whoever else is calling: for questions about the store's health, and for transactions. */
    <T> Uni<T> once(Supplier<Uni<T>> attempt);

    /** Fails at once while calls would, so that nothing is begun that could not be finished. It asks nobody. */
    Uni<Void> requireOpenWay();
}
