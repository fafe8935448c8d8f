package dev.lockstep.models.chat;

import org.jspecify.annotations.Nullable;

/** Says that a model has not answered. The message is for callers: it names the model's address, and never its key or what it said. */
public final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what the failure means for the next call. */
    public enum Kind {
        /** It can't be reached, or its server fails. */
        AWAY,
        /** It has too much to do. */
        BUSY,
        /** It has too much to do, and says when it will have less. */
        BUSY_FOR_LONGER,
        /** It takes too long. */
        LATE,
        /** It does not do what is asked: a wrong key, a model that is not there, a prompt too long. */
        REFUSED,
        /** It began to answer, and then broke off or said what is no answer. */
        BROKEN,
        /** Nobody waits any more. */
        UNHEARD
    }

    private final Kind kind;

    public ModelFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
