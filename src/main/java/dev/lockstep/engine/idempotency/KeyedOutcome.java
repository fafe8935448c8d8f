package dev.lockstep.engine.idempotency;

/**
 * The outcome of work that is done once for its key.
 *
 * @param <T> what the work returns when it is done
 */
public sealed interface KeyedOutcome<T> {

    /** The work was done now. */
    record Fresh<T>(T result) implements KeyedOutcome<T> {}

    /** The work was done before, or by a request at the same time. */
    record Replayed<T>(Replay replay) implements KeyedOutcome<T> {}
}
