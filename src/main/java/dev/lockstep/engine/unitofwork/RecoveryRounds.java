package dev.lockstep.engine.unitofwork;

import dev.lockstep.platform.reactive.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;

/** Recovers at start, and then every few seconds. */
@ApplicationScoped
class RecoveryRounds {

    private final Rounds rounds;

    RecoveryRounds(Recovery recovery, UnitOfWorkSettings settings) {
        AtomicBoolean takeOver = new AtomicBoolean(settings.soleOwner());
        this.rounds = new Rounds("recovery", settings.recoveryInterval(), () -> round(recovery, takeOver));
    }

    private static Uni<Void> round(Recovery recovery, AtomicBoolean takeOver) {
        return takeOver.getAndSet(false) ? recovery.takeOverEverything() : recovery.round();
    }

    void start(@Observes StartupEvent started) {
        rounds.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        rounds.stop();
    }
}
