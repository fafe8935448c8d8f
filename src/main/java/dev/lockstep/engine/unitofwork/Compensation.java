package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what a unit of work has added: the steps in reverse order, and for each step every store of its participant.
 * The decision is durable before the first removal, so that an interrupted undo is finished and never turned into a
 * commit.
 */
@ApplicationScoped
class Compensation {

    /** The pause before recovery takes up an undo that failed for the first time. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final int RETRIES = 3;

    private final UnitOfWorkLog log;
    private final Participants participants;
    private final Sweeps sweeps;
    private final UnitOfWorkTelemetry telemetry;

    Compensation(UnitOfWorkLog log, Participants participants, Sweeps sweeps, UnitOfWorkTelemetry telemetry) {
        this.log = log;
        this.participants = participants;
        this.sweeps = sweeps;
        this.telemetry = telemetry;
    }

    /**
     * Undoes a unit of work that failed. It never fails itself: what can't be undone now stays in the record for
     * recovery, and is added to the cause.
     */
    Uni<UnitOfWorkOutcome> afterFailure(UnitOfWork work, Throwable cause) {
        Failure failure = Failure.of(cause);
        TransactionResult undone = work.progress().undone(work, UnitOfWorkState.COMPENSATED, cause);
        return Failpoints.reach("undo.before", work.id())
                .chain(() -> again(() -> log.beginCompensation(
                        work.id(),
                        UnitOfWork.FIRST_FENCE,
                        failure,
                        work.progress().failedStep())))
                .chain(begun -> begun
                        ? compensate(
                                        new Undoing(work.id(), UnitOfWork.FIRST_FENCE, work.records()),
                                        failure.message(),
                                        work.response(undone))
                                .map(finished -> finished
                                        ? new UnitOfWorkOutcome(undone, cause, work.response(undone))
                                        : unfinished(work, cause))
                        : Uni.createFrom().item(() -> unfinished(work, cause)))
                .onFailure()
                .invoke(cause::addSuppressed)
                .onFailure()
                .call(suppressed -> leaveToRecovery(work.id(), suppressed))
                .onFailure()
                .recoverWithItem(() -> unfinished(work, cause));
    }

    private static UnitOfWorkOutcome unfinished(UnitOfWork work, Throwable cause) {
        return new UnitOfWorkOutcome(work.progress().undone(work, UnitOfWorkState.COMPENSATING, cause), cause, null);
    }

    private Uni<Void> leaveToRecovery(UnitOfWorkId id, Throwable failure) {
        telemetry.undoFailed(id, failure);
        return again(() -> log.postpone(id, UnitOfWork.FIRST_FENCE, describe(failure), SOON))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /**
     * Repeats a write a few times, because the pool may hand out a broken connection once more before it notices. When
     * the write succeeds, the unit of work is looked after soon; otherwise only when its lease has run out.
     */
    private static <T> Uni<T> again(Supplier<Uni<T>> write) {
        return CallerContext.resume(Uni.createFrom()
                .deferred(write::get)
                .onFailure(failure -> Again.of(failure).by(Retrier.UNIT_OF_WORK))
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(RETRIES));
    }

    private static final Failure INTERRUPTED = new Failure(
            ErrorCode.TRANSACTION_INTERRUPTED,
            "its process died or was too slow, and nothing of it remains: send it again, under another key",
            Map.of());

    /** Undoes a unit of work that was found STAGED or COMPENSATING under a fence of ours. */
    Uni<Void> interrupted(UnitOfWorkRecord found) {
        Uni<Boolean> begun = found.state() == UnitOfWorkState.COMPENSATING
                ? Uni.createFrom().item(true)
                : Failpoints.reach("undo.before", found.id())
                        .chain(() -> log.beginCompensation(found.id(), found.fence(), INTERRUPTED, Progress.NONE));
        return begun.chain(ours -> ours
                ? compensate(
                                new Undoing(found.id(), found.fence(), found.steps()),
                                "its process died or was too slow",
                                null)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem());
    }

    private record Undoing(UnitOfWorkId id, long fence, List<StepRecord> steps) {}

    /** @return whether it is undone; false when another process has taken it over meanwhile */
    private Uni<Boolean> compensate(Undoing undoing, String cause, @Nullable StoredResponse response) {
        UnitOfWorkId id = undoing.id();
        telemetry.compensating(id);
        return Failpoints.reach("undo.begun", id)
                .chain(() -> Sequence.each(
                        Progress.lastFirst(undoing.steps().size()),
                        ordinal -> undo(undoing.steps().get(ordinal))))
                .map(removed -> removed.stream().mapToInt(Integer::intValue).sum())
                .chain(removed -> log.finishCompensation(id, undoing.fence(), sweeps.delay(0), response)
                        .invoke(finished -> {
                            if (finished) {
                                telemetry.compensated(id, cause, removed);
                            }
                        }))
                .call(() -> Failpoints.reach("undo.finished", id));
    }

    private Uni<Integer> undo(StepRecord step) {
        return participants
                .named(step.participant())
                .compensate(step)
                .call(() -> Failpoints.reach("undo.step-undone", step.unitOfWork()));
    }

    static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
