package dev.lockstep.engine.unitofwork;

import dev.lockstep.platform.reactive.Rounds;
import dev.lockstep.stores.catalog.unitofwork.Retention;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.Supplier;

/** Forgets what is old, a slice at a time; several processes may do it side by side. */
@ApplicationScoped
class RetentionRounds {

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int SLICE = 1_000;

    private final Rounds rounds;

    RetentionRounds(Retention retention, UnitOfWorkSettings settings) {
        this.rounds = new Rounds("retention", INTERVAL, () -> untilNoneIsLeft(
                        () -> retention.expireKeys(settings.keyRetention(), SLICE))
                .chain(() -> untilNoneIsLeft(() -> retention.deleteRecords(settings.recordRetention(), SLICE))));
    }

    private static Uni<Void> untilNoneIsLeft(Supplier<Uni<Integer>> slice) {
        return slice.get().chain(done -> done < SLICE ? Uni.createFrom().voidItem() : untilNoneIsLeft(slice));
    }

    void start(@Observes StartupEvent started) {
        rounds.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        rounds.stop();
    }
}
