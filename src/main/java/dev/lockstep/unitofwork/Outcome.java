package dev.lockstep.unitofwork;

import dev.lockstep.domain.UnitOfWorkId;
import java.time.Duration;
import java.util.List;

/**
 * A committed unit of work.
 *
 * @param results one for each step, in the order they were given
 */
public record Outcome(UnitOfWorkId id, Duration took, List<StepResult> results) {
    public Outcome {
        results = List.copyOf(results);
    }
}
