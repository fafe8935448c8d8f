package dev.lockstep.engine.idempotency;

/**
 * What came of something that is done once for its key.
 *
 * @param <T> what it gives back when it is done
 */
public sealed interface KeyedOutcome<T> {

    /** It was done now. */
    record Fresh<T>(T result) implements KeyedOutcome<T> {}

    /** It was done before, or by a request at the same time. */
    record Replayed<T>(Replay replay) implements KeyedOutcome<T> {}
}
