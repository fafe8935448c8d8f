package dev.lockstep.unitofwork;

import dev.lockstep.catalog.StepRecord;
import dev.lockstep.catalog.UnitOfWorkLog;
import dev.lockstep.catalog.UnitOfWorkRecord;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Takes back what a unit of work has added: the steps in reverse order, each participant all its stores. The decision is
 * durable before the first removal, so that an interrupted undo is finished and never turned into a commit.
 */
@ApplicationScoped
class Undo {

    /** When recovery looks after an undo that failed for the first time. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final UnitOfWorkLog log;
    private final Participants participants;
    private final Sweeps sweeps;
    private final Journal journal;

    Undo(UnitOfWorkLog log, Participants participants, Sweeps sweeps, Journal journal) {
        this.log = log;
        this.participants = participants;
        this.sweeps = sweeps;
        this.journal = journal;
    }

    /** Never fails: what can't be undone now stays in the record for recovery, and is added to the cause. */
    Uni<Void> afterFailure(UnitOfWork work, Throwable cause) {
        return log.beginCompensation(work.id(), UnitOfWork.FIRST_FENCE, describe(cause))
                .chain(begun -> begun
                        ? compensate(work.id(), UnitOfWork.FIRST_FENCE, work.records(), describe(cause))
                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(cause::addSuppressed)
                .onFailure()
                .call(failure -> leaveToRecovery(work.id(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> leaveToRecovery(UnitOfWorkId id, Throwable failure) {
        journal.undoFailed(id, failure);
        return log.postpone(id, UnitOfWork.FIRST_FENCE, describe(failure), SOON)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Undoes a unit of work that was found STAGED or COMPENSATING under a fence of ours. */
    Uni<Void> interrupted(UnitOfWorkRecord found) {
        String cause = "its process died or was too slow";
        Uni<Boolean> begun = found.state() == UnitOfWorkState.COMPENSATING
                ? Uni.createFrom().item(true)
                : log.beginCompensation(found.id(), found.fence(), cause);
        return begun.chain(ours -> ours
                ? compensate(found.id(), found.fence(), found.steps(), cause)
                : Uni.createFrom().voidItem());
    }

    private Uni<Void> compensate(UnitOfWorkId id, long fence, List<StepRecord> steps, String cause) {
        List<StepRecord> lastFirst = new ArrayList<>(steps);
        Collections.reverse(lastFirst);
        return InTurn.each(
                        lastFirst,
                        step -> participants.named(step.participant()).compensate(step))
                .map(removed -> removed.stream().mapToInt(Integer::intValue).sum())
                .call(() -> log.finishCompensation(id, fence, sweeps.delay(0)))
                .invoke(removed -> journal.compensated(id, cause, removed))
                .replaceWithVoid();
    }

    static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
