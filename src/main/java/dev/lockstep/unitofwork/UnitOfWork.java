package dev.lockstep.unitofwork;

import dev.lockstep.catalog.StepRecord;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One unit of work while it is being carried out, in the memory of one process.
 *
 * @param begunAt a value of {@link System#nanoTime()}
 */
record UnitOfWork(UnitOfWorkId id, Tenant tenant, List<Step> steps, long begunAt, Deadline deadline) {

    /** It is created with this fence; whoever takes it over raises it. */
    static final long FIRST_FENCE = 1;

    UnitOfWork {
        steps = List.copyOf(steps);
    }

    static UnitOfWork of(Tenant tenant, List<Step> steps, Duration timeout) {
        return new UnitOfWork(UnitOfWorkId.next(), tenant, steps, System.nanoTime(), Deadline.in(timeout));
    }

    Step.Place place(Step step) {
        return new Step.Place(id, steps.indexOf(step));
    }

    List<StepRecord> records() {
        return IntStream.range(0, steps.size())
                .mapToObj(ordinal -> record(ordinal, steps.get(ordinal)))
                .toList();
    }

    private StepRecord record(int ordinal, Step step) {
        return new StepRecord(id, ordinal, step.participant(), step.operation(), step.target());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begunAt);
    }
}
