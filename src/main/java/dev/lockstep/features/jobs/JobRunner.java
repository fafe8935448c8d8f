package dev.lockstep.features.jobs;

import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.engine.claims.Backoff;
import dev.lockstep.engine.claims.HandOver;
import dev.lockstep.engine.claims.Owner;
import dev.lockstep.engine.claims.TakeOver;
import dev.lockstep.engine.idempotency.EarlierFailure;
import dev.lockstep.engine.jobs.JobEnding;
import dev.lockstep.engine.jobs.JobHandler;
import dev.lockstep.engine.jobs.JobInput;
import dev.lockstep.engine.jobs.JobSettings;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.stores.catalog.jobs.JobClaims;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Does jobs, a few side by side in this process. Processes share the work by the claims; what a dead one left is
 * claimed when its lease has run out, and continued.
 */
@ApplicationScoped
class JobRunner implements Duty {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.jobs");

    private static final int MOST_DOUBLINGS = 6;

    private final JobClaims claims;
    private final Map<Kind, JobHandler> handlers;
    private final JobInput input;
    private final JobTelemetry telemetry;
    private final JobSettings settings;
    private final Owner owner;
    private final TakeOver takeOver;
    private final Backoff backoff;
    private final AtomicInteger busy = new AtomicInteger();
    private final Map<UUID, JobRun> runs = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    JobRunner(
            JobClaims claims,
            @Any Instance<JobHandler> handlers,
            JobInput input,
            JobTelemetry telemetry,
            JobSettings settings,
            Owner owner) {
        this.claims = claims;
        this.handlers = handlers.stream().collect(Collectors.toUnmodifiableMap(JobHandler::kind, Function.identity()));
        this.input = input;
        this.telemetry = telemetry;
        this.settings = settings;
        this.owner = owner;
        this.takeOver = owner.takeOver(claims::endAllLeases);
        this.backoff = Backoff.of(settings.retryPause(), MOST_DOUBLINGS);
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public String purpose() {
        return "Does the jobs that wait, and goes on with those that a dead process has left.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.interval(), "lockstep.jobs.interval");
    }

    @Override
    public Uni<Void> round() {
        return takeOver.first().chain(this::claimMore);
    }

    /** Gives the jobs of this process back: others, or this one once it is back, go on at once. */
    @Override
    public void stop() {
        stopping = true;
        List<UUID> ours = List.copyOf(runs.keySet());
        runs.values().forEach(JobRun::close);
        runs.values().forEach(JobRun::leave);
        if (!ours.isEmpty()) {
            HandOver.complete("jobs", claims.giveBack(ours));
        }
    }

    /** Looks for jobs, as there may be something to do now. */
    void wake() {
        claimMore()
                .subscribe()
                .with(ignored -> {}, failure -> LOG.debugf("looking for jobs failed: %s", failure.getMessage()));
    }

    /**
     * Makes a job that runs here look at its state at once; runs in other processes learn it when they next report how
     * far they are.
     */
    void look(Job job) {
        runs.values().stream().filter(run -> run.job().id().equals(job.id())).forEach(run -> run.tell()
                .subscribe()
                .with(
                        ignored -> {},
                        failure -> LOG.debugf("reporting the progress of a job failed: %s", failure.getMessage())));
    }

    private Uni<Void> claimMore() {
        if (stopping || takeOver.isDue() || !takeSlot()) {
            return Uni.createFrom().voidItem();
        }
        UUID id = UUID.randomUUID();
        return claims.claim(id, owner.name(), settings.lease(), input.spool())
                .onFailure()
                .invoke(busy::decrementAndGet)
                .chain(claimed -> {
                    if (claimed.isEmpty()) {
                        busy.decrementAndGet();
                        return Uni.createFrom().voidItem();
                    }
                    begin(new JobRun(claims, id, claimed.get(), settings.lease()));
                    return claimMore();
                });
    }

    private boolean takeSlot() {
        int before = busy.getAndUpdate(taken -> Math.min(settings.concurrency(), taken + 1));
        return before < settings.concurrency();
    }

    private void begin(JobRun run) {
        long begun = System.nanoTime();
        runs.put(run.id(), run);
        telemetry.begun(run.job());
        run.begin();
        carryOut(run)
                .chain(ending -> end(run, ending, begun))
                .onFailure()
                .recoverWithUni(failure -> postpone(run, EarlierFailure.failure(failure)))
                .onFailure()
                .invoke(failure -> LOG.warnf("job %s: %s", run.job().id(), failure.getMessage()))
                .onTermination()
                .invoke(() -> over(run))
                .subscribe()
                .with(ignored -> wake(), ignored -> wake());
    }

    /** Carries a job out. What is refused, and what fails too often, ends the job as well. */
    private Uni<JobEnding> carryOut(JobRun run) {
        Job job = run.job();
        return run.unlessLeft(Uni.createFrom().deferred(() -> {
                    requireNotTooOften(job);
                    return handler(job.kind()).carryOut(run);
                }))
                .onFailure(failure -> isFinal(run, EarlierFailure.failure(failure)))
                .recoverWithItem(failure -> ending(run, EarlierFailure.failure(failure)));
    }

    private JobHandler handler(Kind kind) {
        return Objects.requireNonNull(handlers.get(kind), () -> "there is no handler for jobs of the kind " + kind);
    }

    /** Gives up a job that was interrupted too often: one that kills its process each time can't report that itself. */
    private void requireNotTooOften(Job job) {
        if (job.attempts() > settings.maxAttempts()) {
            throw new EarlierFailure(new Failure(
                    ErrorCode.JOB_INTERRUPTED,
                    "the job was interrupted in each of " + settings.maxAttempts()
                            + " attempts (lockstep.jobs.max-attempts) and is given up",
                    Map.of("max_attempts", settings.maxAttempts())));
        }
    }

    private boolean isFinal(JobRun run, Failure failure) {
        return !run.left() && (!failure.code().again().by(Retrier.JOB) || run.attempts() >= settings.maxAttempts());
    }

    private static JobEnding ending(JobRun run, Failure failure) {
        return failure.code() == ErrorCode.JOB_CANCELLED && run.cancelled()
                ? JobEnding.cancelled()
                : JobEnding.failed(failure);
    }

    private Uni<Void> end(JobRun run, JobEnding ending, long begun) {
        run.close();
        return claims.finish(
                        run.id(),
                        ending.state(),
                        ending.result(),
                        ending.problem(),
                        run.meter().read())
                .invoke(ours -> {
                    if (ours) {
                        telemetry.ended(run.job(), ending, Duration.ofNanos(System.nanoTime() - begun));
                    } else {
                        telemetry.left(run.job());
                    }
                })
                .chain(ours -> ours ? input.remove(run.job()) : Uni.createFrom().voidItem());
    }

    private Uni<Void> postpone(JobRun run, Failure failure) {
        run.close();
        if (run.left()) {
            telemetry.left(run.job());
            return Uni.createFrom().voidItem();
        }
        telemetry.postponed(run.job(), failure);
        return claims.release(run.id(), failure, backoff.doubled(run.attempts() - 1))
                .replaceWithVoid();
    }

    private void over(JobRun run) {
        run.close();
        runs.remove(run.id());
        busy.decrementAndGet();
    }
}
