package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job.State;
import org.jspecify.annotations.Nullable;

/**
 * The ending of a job.
 *
 * @param result as JSON
 */
public record JobEnding(
        State state, @Nullable String result, @Nullable Failure problem) {

    public static JobEnding succeeded(@Nullable String result) {
        return new JobEnding(State.SUCCEEDED, result, null);
    }

    public static JobEnding cancelled() {
        return new JobEnding(State.CANCELLED, null, null);
    }

    public static JobEnding failed(Failure problem) {
        return new JobEnding(State.FAILED, null, problem);
    }
}
