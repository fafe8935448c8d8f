package dev.lockstep.features.jobs;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.JobId;
import dev.lockstep.engine.jobs.JobInput;
import dev.lockstep.engine.jobs.JobSettings;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.reactive.Paging.Next;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpoolUse;
import dev.lockstep.stores.catalog.jobs.JobUpkeep;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Ends jobs that wait for what will not come, and removes jobs that are over: first their input, later the rest. */
@ApplicationScoped
class JobUpkeepRounds implements Duty, SpoolUse {

    private static final int SLICE = 100;
    private static final int LINES = 5_000;

    private static final Failure HOMELESS = new Failure(
            ErrorCode.KNOWLEDGE_BASE_NOT_FOUND, "the knowledge base was deleted before the job was done", Map.of());

    private final JobUpkeep upkeep;
    private final Spool spool;
    private final JobTelemetry telemetry;
    private final JobSettings settings;
    private final long begun = System.nanoTime();

    JobUpkeepRounds(JobUpkeep upkeep, Spool spool, JobTelemetry telemetry, JobSettings settings) {
        this.upkeep = upkeep;
        this.spool = spool;
        this.telemetry = telemetry;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "upkeep of jobs";
    }

    @Override
    public String purpose() {
        return "Ends jobs whose input or knowledge base is gone, and removes what is over.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.upkeepInterval(), "lockstep.jobs.upkeep-interval");
    }

    @Override
    public Uni<Set<String>> inUse() {
        return upkeep.files(spool.id());
    }

    @Override
    public Uni<Void> round() {
        return upkeep.seen(spool.id())
                .chain(this::endLost)
                .chain(() -> upkeep.endHomeless(HOMELESS))
                .invoke(ended -> telemetry.endedByUpkeep(ended, HOMELESS))
                .chain(this::removeInputs)
                .chain(this::forget)
                .chain(() -> upkeep.forgetSpools(settings.inputLostAfter().multipliedBy(2)))
                .chain(upkeep::unfinished)
                .invoke(telemetry::unfinished)
                .replaceWithVoid();
    }

    private Uni<Void> forget() {
        return all(() -> upkeep.forgetLines(settings.retention(), LINES))
                .chain(() -> all(() -> upkeep.forget(settings.retention(), SLICE)));
    }

    /** Repeats slice after slice until nothing is left. */
    private static Uni<Void> all(Supplier<Uni<Integer>> slice) {
        return Paging.<Integer>each(
                before -> slice.get().map(deleted -> deleted == 0 ? Next.<Integer>end() : Next.at(deleted)));
    }

    /**
     * Ends jobs whose input is lost. When all processes were away, none could say that it has a directory: each gets as
     * long to come back.
     */
    private Uni<Void> endLost() {
        if (Duration.ofNanos(System.nanoTime() - begun).compareTo(settings.inputLostAfter()) < 0) {
            return Uni.createFrom().voidItem();
        }
        Failure lost = JobInput.lost();
        return upkeep.endLost(lost, settings.inputLostAfter())
                .invoke(ended -> telemetry.endedByUpkeep(ended, lost))
                .replaceWithVoid();
    }

    /** Removes the inputs of jobs that are over, also of those that ended without this process. */
    Uni<Void> removeInputs() {
        return upkeep.doneWith(spool.id(), SLICE).chain(this::remove);
    }

    private Uni<Void> remove(Map<JobId, String> done) {
        return done.isEmpty()
                ? Uni.createFrom().voidItem()
                : Paging.inTurn(done.values(), spool::remove).chain(() -> upkeep.removed(done.keySet()));
    }
}
