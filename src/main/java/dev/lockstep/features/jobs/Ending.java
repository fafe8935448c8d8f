package dev.lockstep.features.jobs;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job.State;
import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param result as JSON
 */
record Ending(
        State state, @Nullable String result, @Nullable Failure problem) {

    static Ending succeeded(@Nullable String result) {
        return new Ending(State.SUCCEEDED, result, null);
    }

    static Ending cancelled() {
        return new Ending(State.CANCELLED, null, null);
    }

    static Ending failed(Failure problem) {
        return new Ending(State.FAILED, null, problem);
    }
}
