package dev.lockstep.domain;

import java.util.Map;

/** A bound was reached and the request was not begun: try again after {@link #RETRY_AFTER_SECONDS}. */
public final class Overloaded extends KnowledgeException {

    /** Callers are asked to wait for so many seconds. */
    public static final int RETRY_AFTER_SECONDS = 1;

    private static final long serialVersionUID = 1L;

    public Overloaded(ErrorCode code, String message) {
        super(code, message, Map.of(), null);
    }

    public Overloaded(ErrorCode code, String message, Map<String, Object> facts) {
        super(code, message, facts, null);
    }
}
