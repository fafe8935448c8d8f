package dev.lockstep.features.reading;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ModelReading;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt to find out how well a model reads a language, for all who ask meanwhile. */
final class Attempt {

    private final Uni<Optional<ModelReading>> outcome;
    private volatile @Nullable Long begunNanos;
    private volatile @Nullable ModelReading found;
    private volatile @Nullable Deadline pause;

    /**
     * An attempt that begins with the first subscription, and goes on when whoever waits for it goes away.
     *
     * @param pause the time after a failure in which nobody tries again
     */
    Attempt(Uni<ModelReading> work, Duration pause) {
        outcome = work.onSubscription()
                .invoke(() -> begunNanos = System.nanoTime())
                .invoke(reading -> found = reading)
                .map(Optional::of)
                .onFailure()
                .invoke(failure -> this.pause = Deadline.in(pause))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .memoize()
                .indefinitely();
    }

    /**
     * Returns what was found out; empty when it could not be, or not so soon.
     *
     * @param patience how long after its beginning anybody waits for it: nobody waits again and again for a model that is slow
     */
    Uni<Optional<ModelReading>> outcome(Duration patience) {
        Long begun = begunNanos;
        Duration left = begun == null ? patience : patience.minusNanos(System.nanoTime() - begun);
        return found != null || left.isNegative() || left.isZero()
                ? Uni.createFrom().item(Optional.ofNullable(found))
                : outcome.ifNoItem().after(left).recoverWithItem(Optional.empty());
    }

    /** Tells whether it has failed, and so long ago that another one may succeed. */
    boolean isOver() {
        Deadline until = pause;
        return until != null && until.passed();
    }
}
