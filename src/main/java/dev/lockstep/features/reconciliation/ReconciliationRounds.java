package dev.lockstep.features.reconciliation;

import dev.lockstep.platform.reactive.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the passes in the background: soon after the start, and then each at its interval. */
@ApplicationScoped
class ReconciliationRounds {

    /** Processes that start together need not all compare the same stores at once. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    /** An interval counts for all processes together, so each looks more often whether it is over. */
    private static final int LOOKS_PER_INTERVAL = 10;

    private final Passes passes;
    private final Duration firstAfter;
    private final Rounds collector;
    private final Rounds scrub;

    ReconciliationRounds(Passes passes, Collector collector, Scrub scrub, ReconciliationSettings settings) {
        this.passes = passes;
        this.firstAfter = settings.firstPassAfter();
        this.collector = rounds(collector, settings.collectorInterval());
        this.scrub = rounds(scrub, settings.scrubInterval());
    }

    private Rounds rounds(Duty duty, Duration interval) {
        AtomicBoolean first = new AtomicBoolean(true);
        Duration soon = interval.compareTo(JUST_NOW) < 0 ? interval : JUST_NOW;
        return new Rounds(
                duty.name(),
                interval.dividedBy(LOOKS_PER_INTERVAL),
                () -> round(duty, first.getAndSet(false) ? soon : interval));
    }

    private Uni<Void> round(Duty duty, Duration rest) {
        return passes.run(List.of(duty), Order.EVERYTHING, rest).replaceWithVoid();
    }

    void start(@Observes StartupEvent started) {
        collector.startAfter(firstAfter);
        scrub.startAfter(firstAfter);
    }

    void stop(@Observes ShutdownEvent stopping) {
        collector.stop();
        scrub.stop();
    }
}
