package dev.lockstep.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of a unit of work.
 *
 * @param took from its beginning to its end, or until now
 * @param compensated the ordinals of the steps that were undone, in the order of their undoing
 * @param error why it was undone, or is being undone
 */
public record TransactionResult(
        UnitOfWorkId id,
        UnitOfWorkState state,
        Duration took,
        List<StepReport> steps,
        List<Integer> compensated,
        @Nullable Failure error) {

    public TransactionResult {
        steps = List.copyOf(steps);
        compensated = List.copyOf(compensated);
    }
}
