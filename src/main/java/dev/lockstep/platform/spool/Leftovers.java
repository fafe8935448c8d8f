package dev.lockstep.platform.spool;

import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Removes the files that a process left when it died. */
@ApplicationScoped
class Leftovers implements Duty {

    private final Spool spool;
    private final Instance<SpoolUse> uses;
    private final SpoolSettings settings;

    Leftovers(Spool spool, @Any Instance<SpoolUse> uses, SpoolSettings settings) {
        this.spool = spool;
        this.uses = uses;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "removal of leftover uploads";
    }

    @Override
    public String purpose() {
        return "Removes the files of uploads that a process has left when it died.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.cleaningInterval(), "lockstep.uploads.cleaning-interval");
    }

    @Override
    public Uni<Void> round() {
        // Before it is asked who needs what: a file that is given away meanwhile is younger.
        Instant before = Instant.now().minus(settings.leftoverAfter());
        return Multi.createFrom()
                .iterable(uses)
                .onItem()
                .transformToUniAndConcatenate(SpoolUse::inUse)
                .collect()
                .in(() -> new HashSet<String>(), Set::addAll)
                .chain(inUse -> spool.removeLeftovers(inUse, before));
    }
}
