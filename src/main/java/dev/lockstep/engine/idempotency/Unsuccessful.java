package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.Failure;

/** What was answered to an earlier attempt, as a failure of this one. */
public final class Unsuccessful extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public Unsuccessful(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public static Failure failure(Throwable cause) {
        return cause instanceof Unsuccessful known ? known.failure : Failure.of(cause);
    }
}
