package dev.lockstep.models.embedding.remote;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a model has not embedded what it was asked to. The message is for callers: it names the model's address and what the server
 * said, and never its key.
 */
public final class RemoteFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what the failure means for the next call. */
    public enum Kind {
        /** It can't be reached, or its server fails. */
        AWAY,
        /** It has too much to do. */
        BUSY,
        /** It takes too long. */
        LATE,
        /** It began to answer, and then broke off or said what is no answer. */
        BROKEN,
        /** It does not do what is asked: a wrong key, a model that is not there, a text too long. */
        REFUSED,
        /** It gives other vectors than it is configured to give. */
        UNFIT
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    public RemoteFailure(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, cause);
    }

    RemoteFailure(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** Says when the server wants to be asked again, if it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
