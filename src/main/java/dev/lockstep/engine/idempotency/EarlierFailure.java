package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.Failure;

/** The failure that an earlier attempt was answered with, as a failure of this one. */
public final class EarlierFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public EarlierFailure(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public static Failure failure(Throwable cause) {
        return cause instanceof EarlierFailure known ? known.failure : Failure.of(cause);
    }
}
