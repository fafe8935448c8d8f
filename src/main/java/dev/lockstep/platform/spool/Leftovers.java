package dev.lockstep.platform.spool;

import dev.lockstep.platform.reactive.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Removes the files that a process left when it died. */
@ApplicationScoped
class Leftovers {

    private final Spool spool;
    private final Instance<SpoolUse> uses;
    private final Duration age;
    private final Rounds rounds;

    Leftovers(Spool spool, @Any Instance<SpoolUse> uses, SpoolSettings settings) {
        this.spool = spool;
        this.uses = uses;
        this.age = settings.leftoverAfter();
        this.rounds = new Rounds("removal of leftover uploads", settings.cleaningInterval(), this::remove);
    }

    void start(@Observes StartupEvent started) {
        rounds.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        rounds.stop();
    }

    private Uni<Void> remove() {
        // This moment is taken before it is asked who needs what: a file that is given away meanwhile is younger.
        Instant before = Instant.now().minus(age);
        return Multi.createFrom()
                .iterable(uses)
                .onItem()
                .transformToUniAndConcatenate(SpoolUse::inUse)
                .collect()
                .in(() -> new HashSet<String>(), Set::addAll)
                .chain(inUse -> spool.removeLeftovers(inUse, before));
    }
}
