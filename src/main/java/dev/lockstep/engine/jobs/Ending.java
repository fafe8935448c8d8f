package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job.State;
import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param result as JSON
 */
public record Ending(
        State state, @Nullable String result, @Nullable Failure problem) {

    public static Ending succeeded(@Nullable String result) {
        return new Ending(State.SUCCEEDED, result, null);
    }

    public static Ending cancelled() {
        return new Ending(State.CANCELLED, null, null);
    }

    public static Ending failed(Failure problem) {
        return new Ending(State.FAILED, null, problem);
    }
}
