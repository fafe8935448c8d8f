package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.tracing.Tracing;
import dev.lockstep.platform.tracing.Tracing.Traced;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work while it is being carried out, in the memory of one process.
 *
 * @param begunAt a value of {@link System#nanoTime()}
 * @param deadline when it must be committed
 * @param origin the span of the request that it came from; null when nothing is traced
 */
record UnitOfWork(
        UnitOfWorkId id,
        Caller caller,
        List<Step> steps,
        Options options,
        Assignment.@Nullable Reply reply,
        long begunAt,
        Deadline deadline,
        Progress progress,
        @Nullable String origin) {

    /** The fence with which a unit of work is created; whoever takes it over raises it. */
    static final long FIRST_FENCE = 1;

    UnitOfWork {
        steps = List.copyOf(steps);
    }

    /** @param time until it must be committed: the caller's, or more when it may go on in the background */
    static UnitOfWork begin(Assignment assignment, Options options, Duration time) {
        UnitOfWorkId id = UnitOfWorkId.next();
        Assignment.Reply reply = assignment.reply();
        Failpoints.alias(
                id, reply == null || reply.key() == null ? null : reply.key().value());
        return new UnitOfWork(
                id,
                assignment.caller(),
                List.of(),
                options,
                reply,
                System.nanoTime(),
                Deadline.in(time),
                new Progress(),
                Tracing.origin());
    }

    UnitOfWork with(List<Step> prepared) {
        return new UnitOfWork(id, caller, prepared, options, reply, begunAt, deadline, progress, origin);
    }

    /** Surrounds a stage of it with a span. */
    <T> Uni<T> traced(String stage, Supplier<Uni<T>> action) {
        return Tracing.stage(stage, List.of(new Traced(id, origin)), action);
    }

    Step.Place place(int ordinal) {
        return new Step.Place(id, ordinal);
    }

    /** Returns the ordinals of the steps, in the order in which all units of work take their locks. */
    List<Integer> inLockOrder() {
        return IntStream.range(0, steps.size())
                .boxed()
                .sorted(Comparator.comparing(ordinal -> steps.get(ordinal).lockKey()))
                .toList();
    }

    List<StepRecord> records() {
        return IntStream.range(0, steps.size())
                .mapToObj(ordinal -> record(ordinal, steps.get(ordinal)))
                .toList();
    }

    private StepRecord record(int ordinal, Step step) {
        return new StepRecord(id, ordinal, step.participant(), step.operation(), step.target(), step.affects());
    }

    /** Returns the response that is to be kept for the caller, if any. */
    @Nullable
    StoredResponse response(TransactionResult result) {
        return reply == null ? null : reply.response().apply(result);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begunAt);
    }
}
