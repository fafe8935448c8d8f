package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StepReport;
import dev.lockstep.domain.StepReport.Status;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.UnitOfWorkState;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The progress of a unit of work's steps, in the memory of the process that carries it out. */
final class Progress {

    /** No step in particular. */
    static final int NONE = -1;

    private final AtomicInteger failedStep = new AtomicInteger(NONE);

    /** Takes note of the first step that fails: those after it in the same transaction fail because of it. */
    <T> Uni<T> watch(int ordinal, Uni<T> action) {
        return action.onFailure().invoke(() -> failedStep.compareAndSet(NONE, ordinal));
    }

    /** Forgets the failed step, as all steps are tried anew. */
    void anew() {
        failedStep.set(NONE);
    }

    int failedStep() {
        return failedStep.get();
    }

    TransactionResult committed(UnitOfWork work) {
        return result(work, UnitOfWorkState.COMMITTED, List.of(), null, ordinal -> Status.COMPLETED);
    }

    TransactionResult inProgress(UnitOfWork work) {
        return result(work, UnitOfWorkState.STAGED, List.of(), null, ordinal -> Status.PENDING);
    }

    /** @param state COMPENSATED, or COMPENSATING while recovery still has to finish it */
    TransactionResult undone(UnitOfWork work, UnitOfWorkState state, Throwable cause) {
        List<Integer> lastFirst =
                state == UnitOfWorkState.COMPENSATED ? lastFirst(work.steps().size()) : List.of();
        Failure error = Failure.of(cause);
        Status rest = state == UnitOfWorkState.COMPENSATED ? Status.COMPENSATED : Status.PENDING;
        return result(work, state, lastFirst, error, ordinal -> ordinal == failedStep() ? Status.FAILED : rest);
    }

    /** Returns the order in which steps are undone. */
    static List<Integer> lastFirst(int steps) {
        List<Integer> ordinals = new ArrayList<>(firstFirst(steps));
        Collections.reverse(ordinals);
        return ordinals;
    }

    static List<Integer> firstFirst(int steps) {
        return IntStream.range(0, steps).boxed().toList();
    }

    private static TransactionResult result(
            UnitOfWork work,
            UnitOfWorkState state,
            List<Integer> compensated,
            @Nullable Failure error,
            Function<Integer, Status> status) {
        List<StepReport> reports = IntStream.range(0, work.steps().size())
                .mapToObj(ordinal -> report(ordinal, work.steps().get(ordinal), status.apply(ordinal), error))
                .toList();
        return new TransactionResult(work.id(), state, work.elapsed(), reports, compensated, error);
    }

    private static StepReport report(int ordinal, Step step, Status status, @Nullable Failure error) {
        return new StepReport(
                ordinal,
                step.participant(),
                step.operation(),
                status,
                step.shown(),
                step.affects(),
                status == Status.FAILED ? error : null);
    }
}
