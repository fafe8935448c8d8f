package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.unitofwork.Options.OnTimeout;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.reactive.DetachedWork;
import dev.lockstep.platform.resilience.Bulkhead;
import dev.lockstep.stores.catalog.postgres.CommitInDoubt;
import dev.lockstep.stores.catalog.unitofwork.BufferNeed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Carries out units of work. Start reading at {@link #run}. */
@ApplicationScoped
public class UnitsOfWork {

    /** The shortest time of a timer: timers know no parts of a millisecond. */
    private static final Duration SHORTEST_TIMER = Duration.ofMillis(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** The admission of units of work. Whatever is let in finishes, whether or not anybody still waits for it. */
    private final Bulkhead admission;

    private final Staging staging;
    private final Commit commit;
    private final Compensation compensation;
    private final Publication publication;
    private final Settling settling;
    private final UnitOfWorkTelemetry telemetry;
    private final UnitOfWorkSettings settings;

    UnitsOfWork(
            Staging staging,
            Commit commit,
            Compensation compensation,
            Publication publication,
            Settling settling,
            UnitOfWorkTelemetry telemetry,
            UnitOfWorkSettings settings) {
        this.admission = new Bulkhead("units of work", settings.maxConcurrent(), settings.maxWaiting());
        this.staging = staging;
        this.commit = commit;
        this.compensation = compensation;
        this.publication = publication;
        this.settling = settling;
        this.telemetry = telemetry;
        this.settings = settings;
    }

    /**
     * Carries out the steps, all or none. Work that has begun finishes even if the caller stops waiting.
     *
     * @return the outcome, once everything is visible
     * @throws KnowledgeException with the cause, after everything was undone or is being undone; with
     *     {@link ErrorCode#OUTCOME_UNKNOWN} when PostgreSQL went away during the commit
     */
    public Uni<UnitOfWorkOutcome> execute(Assignment assignment) {
        return attempt(assignment).chain(UnitOfWorkOutcome::orFail);
    }

    /**
     * Carries out the steps for callers who want a report of failures too: an outcome with a cause, or one that is
     * still in progress. What fails before anything is staged is a failure all the same.
     */
    public Uni<UnitOfWorkOutcome> attempt(Assignment assignment) {
        Options options = Objects.requireNonNullElseGet(
                assignment.options(), () -> new Options(settings.timeout(), 0, OnTimeout.COMPENSATE));
        return Uni.createFrom().deferred(() -> switch (options.onTimeout()) {
            case COMPENSATE -> carryOutInTime(assignment, UnitOfWork.begin(assignment, options, options.timeout()));
            case CONTINUE -> goOn(assignment, UnitOfWork.begin(assignment, options, settings.backgroundTimeout()));
        });
    }

    /**
     * Keeps the response of a write that turned out to have nothing to change, so that its key gives the same answer
     * next time.
     */
    public <R> Uni<R> unchanged(Write<R> write, R receipt) {
        Write.Once<R> once = write.once();
        return once == null
                ? Uni.createFrom().item(receipt)
                : staging.recordAnswer(write.caller(), once.key(), once.answer().apply(receipt))
                        .replaceWith(receipt);
    }

    /** Carries out an assignment whose time runs from here: waiting for admission counts like everything else. */
    private Uni<UnitOfWorkOutcome> carryOutInTime(Assignment assignment, UnitOfWork work) {
        return admission.admit(() -> run(assignment, work));
    }

    private Uni<UnitOfWorkOutcome> run(Assignment assignment, UnitOfWork work) {
        return prepare(assignment, work).invoke(UnitsOfWork::requireTime).chain(prepared -> stage(prepared)
                .onItemOrFailure()
                .transformToUni(
                        (staged, failure) -> failure == null ? carryOut(prepared) : notStaged(prepared, failure)));
    }

    /**
     * Handles a failure before anything is known to be staged. What was staged after all, though the answer was lost,
     * is undone and has an outcome; otherwise there is nothing of it.
     */
    private Uni<UnitOfWorkOutcome> notStaged(UnitOfWork work, Throwable failure) {
        if (!(failure.getCause() instanceof CommitInDoubt)) {
            return Uni.createFrom().failure(failure);
        }
        return compensation
                .afterFailure(work, failure)
                .chain(outcome -> outcome.result().state() == UnitOfWorkState.COMPENSATED
                        ? Uni.createFrom().item(outcome)
                        : Uni.createFrom().failure(failure));
    }

    private static void requireTime(UnitOfWork work) {
        if (work.deadline().passed()) {
            throw outOfTime();
        }
    }

    private static Unavailable outOfTime() {
        return new Unavailable(
                ErrorCode.DEADLINE_EXCEEDED,
                "the time was up before anything was stored (embedding takes longest): allow more time, or send less",
                null);
    }

    /** Prepares the steps before there is a record: whoever runs out of time here has changed nothing. */
    private static Uni<UnitOfWork> prepare(Assignment assignment, UnitOfWork work) {
        if (assignment.isReady()) {
            return assignment.steps().get().map(work::with);
        }
        Uni<UnitOfWork> prepared = DetachedWork.from(assignment.steps().get()).map(work::with);
        return CallerContext.resume(
                prepared.ifNoItem().after(asTimer(work.deadline().remaining())).failWith(UnitsOfWork::outOfTime));
    }

    private static Duration asTimer(Duration time) {
        return time.compareTo(SHORTEST_TIMER) < 0 ? SHORTEST_TIMER : time;
    }

    private Uni<Void> stage(UnitOfWork work) {
        return work.traced("stage", () -> staging.stage(work))
                .onFailure(CommitInDoubt.class)
                .transform(UnitsOfWork::inDoubt)
                .invoke(() -> telemetry.staged(work.id()));
    }

    private static Unavailable inDoubt(Throwable doubt) {
        return new Unavailable(
                ErrorCode.CATALOG_UNAVAILABLE,
                "PostgreSQL went away before anything became visible; nothing was changed, try again",
                doubt);
    }

    /**
     * Lets the work go on after the caller's time is up; its state can be asked for from the beginning. When the time
     * is up while it still waits for admission, it is given up instead: nobody could ask for its state.
     */
    private Uni<UnitOfWorkOutcome> goOn(Assignment assignment, UnitOfWork work) {
        AtomicBoolean decided = new AtomicBoolean();
        Uni<Void> announcement = staging.announce(work).memoize().indefinitely();
        return CallerContext.resume(admission
                .admit(() -> decided.compareAndSet(false, true)
                        ? announcement.chain(() -> announced(assignment, work))
                        : Uni.createFrom().failure(UnitsOfWork::outOfTime))
                .ifNoItem()
                .after(work.options().timeout())
                .recoverWithUni(() -> decided.compareAndSet(false, true)
                        ? Uni.createFrom().failure(UnitsOfWork::outOfTime)
                        // Nobody is given an id whose state can't be asked for.
                        : announcement.map(
                                ignored -> new UnitOfWorkOutcome(work.progress().inProgress(work), null, null))));
    }

    private Uni<UnitOfWorkOutcome> announced(Assignment assignment, UnitOfWork work) {
        return prepare(assignment, work)
                .onItemOrFailure()
                .transformToUni((prepared, failure) -> failure == null
                        ? orUndo(prepared, stageAnnounced(prepared).chain(() -> carryOut(prepared)))
                        : compensation.afterFailure(work, failure));
    }

    private Uni<Void> stageAnnounced(UnitOfWork prepared) {
        return prepared.traced("stage", () -> staging.stageAnnounced(prepared))
                .onFailure(CommitInDoubt.class)
                .transform(UnitsOfWork::inDoubt)
                .invoke(() -> telemetry.staged(prepared.id()));
    }

    private Uni<UnitOfWorkOutcome> carryOut(UnitOfWork work) {
        return orUndo(
                        work,
                        retried(work, () -> work.traced("upsert", () -> apply(work)))
                                .chain(buffering -> retried(
                                        work, () -> work.traced("commit", () -> commit.commit(work, buffering)))))
                .invoke(outcome -> publish(work, outcome.result()))
                .call(() -> Failpoints.reach("reply.before", work.id()));
    }

    /** Applies the steps, while no connection is held: a slow vector store must not drain the pool. */
    private static Uni<BufferNeed> apply(UnitOfWork work) {
        return Sequence.each(Progress.firstFirst(work.steps().size()), ordinal -> Failpoints.reach(
                                "apply.before", work.id())
                        .chain(() -> work.progress()
                                .watch(ordinal, work.steps().get(ordinal).apply(work.deadline())))
                        .call(() -> Failpoints.reach("apply.after", work.id())))
                .map(all -> all.contains(BufferNeed.BUFFERED) ? BufferNeed.BUFFERED : BufferNeed.NOT_NEEDED);
    }

    /** Repeats what fails for a passing reason with the same ids, if the caller wants that and there is time. */
    private static <T> Uni<T> retried(UnitOfWork work, Supplier<Uni<T>> action) {
        if (work.options().retries() == 0) {
            return action.get();
        }
        return CallerContext.resume(Uni.createFrom()
                .deferred(() -> {
                    work.progress().anew();
                    return action.get();
                })
                .onFailure(failure -> Again.of(failure).by(Retrier.UNIT_OF_WORK)
                        && !work.deadline().passed())
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(0.5)
                .atMost(work.options().retries()));
    }

    /**
     * Undoes work that failed. That needs the steps: rows of theirs may be staged even if the answer to that was lost.
     */
    private Uni<UnitOfWorkOutcome> orUndo(UnitOfWork prepared, Uni<UnitOfWorkOutcome> carriedOut) {
        return carriedOut
                .onFailure(UnitsOfWork::mayBeUndone)
                .recoverWithUni(cause -> compensation.afterFailure(prepared, cause));
    }

    private static boolean mayBeUndone(Throwable failure) {
        return !(failure instanceof KnowledgeException known && known.code() == ErrorCode.OUTCOME_UNKNOWN);
    }

    private void publish(UnitOfWork work, TransactionResult result) {
        if (result.state().isCommitted()) {
            List<Point> unconfirmed = work.steps().stream()
                    .flatMap(step -> step.unconfirmed().stream())
                    .toList();
            if (!unconfirmed.isEmpty()) {
                publication.publish(work.id(), unconfirmed);
            }
            settling.submit(work);
            telemetry.committed(result);
        }
    }
}
