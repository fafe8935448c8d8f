package dev.lockstep.features.jobs;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.Job.State;
import dev.lockstep.engine.claims.Claim;
import dev.lockstep.engine.jobs.Meter;
import dev.lockstep.engine.jobs.RunningJob;
import dev.lockstep.stores.catalog.jobs.JobClaims;
import dev.lockstep.stores.catalog.jobs.JobClaims.Counted;
import dev.lockstep.stores.catalog.jobs.JobClaims.Luck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt at a job: its claim, which is renewed and reported by a clock of its own, and the decision whether it may
 * still be stopped.
 */
final class JobRun implements RunningJob, AutoCloseable {

    /** The delay before the first report: a small job is over before anybody needs to know how far it is. */
    private static final Duration FIRST_TOLD_AFTER = Duration.ofMillis(250);

    private final JobClaims claims;
    private final UUID id;
    private final Job job;
    private final Claim claim;
    private final Meter meter = new Meter();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STOPPABLE);
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    private volatile boolean cancelled;
    private volatile boolean progressed;

    private enum Phase {
        STOPPABLE,
        /** The write is carried out, and then it is stored or undone. */
        STORING,
        STOPPED
    }

    JobRun(JobClaims claims, UUID id, Job job, Duration lease) {
        this.claims = claims;
        this.id = id;
        this.job = job;
        this.claim = new Claim(
                "job claim",
                lease,
                () -> claims.renew(id, lease, meter.read()).invoke(this::heed).map(Optional::isPresent),
                "the job is over, or another process has taken it over");
        this.cancelled = job.state() == State.CANCELLING;
    }

    void begin() {
        claim.startHeartbeatAfter(FIRST_TOLD_AFTER);
        if (cancelled) {
            cancel();
        }
    }

    @Override
    public void close() {
        claim.close();
    }

    UUID id() {
        return id;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public Meter meter() {
        return meter;
    }

    /** Tells whether the job is over, or somebody else's. */
    boolean left() {
        return claim.isLost();
    }

    @Override
    public void requireHere() {
        claim.requireHeld();
    }

    @Override
    public void progressed() {
        progressed = true;
    }

    @Override
    public int attempts() {
        return progressed ? 1 : job.attempts();
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public <T> Uni<T> unlessCancelled(Uni<T> work) {
        return Uni.combine().any().of(Uni.createFrom().<T>emitter(this::failWhenStopped), work);
    }

    private void failWhenStopped(UniEmitter<?> emitter) {
        CompletableFuture<Void> unused = stop.whenComplete((ignored, stopped) -> emitter.fail(stopped));
    }

    /** Carries work out until the job is over, or somebody else's. */
    <T> Uni<T> unlessLeft(Uni<T> work) {
        return claim.whileHeld(work);
    }

    @Override
    public void store() {
        if (!phase.compareAndSet(Phase.STOPPABLE, Phase.STORING) && phase.get() == Phase.STOPPED) {
            throw stopping();
        }
    }

    @Override
    public void notStored() {
        if (phase.compareAndSet(Phase.STORING, Phase.STOPPABLE) && cancelled) {
            cancel();
        }
    }

    /**
     * Cancels the attempt if it may still be stopped. A document is stored or not, an evaluation stops at once; a
     * batch ends between two lines, by itself.
     */
    void cancel() {
        cancelled = true;
        if (job.kind() != Kind.BATCH && phase.compareAndSet(Phase.STOPPABLE, Phase.STOPPED)) {
            stop.completeExceptionally(stopping());
        }
    }

    private static Conflict stopping() {
        return new Conflict(ErrorCode.JOB_CANCELLED, "the job was cancelled, and nothing of it is stored");
    }

    /**
     * Leaves the job: somebody else goes on with it, or nobody has to. What is being stored is stored or undone all the
     * same.
     */
    void leave() {
        Phase unused = phase.getAndSet(Phase.STOPPED);
        claim.lose();
    }

    @Override
    public Uni<Void> count(Job.Lines lines, List<Counted> counted, Luck luck) {
        return claims.count(id, lines, counted, luck)
                .invoke(this::heed)
                .invoke(this::requireHere)
                .replaceWithVoid();
    }

    /** Records how far the job is, and learns whether to go on. */
    Uni<Void> tell() {
        return claim.renew();
    }

    /** @param state of the job; empty when it is not this run's any more */
    void heed(Optional<State> state) {
        if (claim.isClosed()) {
            return;
        }
        if (state.isEmpty()) {
            leave();
        } else if (state.get() == State.CANCELLING && !cancelled) {
            cancel();
        }
    }
}
