package dev.lockstep.domain;

import java.util.Map;

/** A bound was reached and the request was not begun: try again later. */
public final class Overloaded extends KnowledgeException {

    private static final long serialVersionUID = 1L;

    public Overloaded(ErrorCode code, String message) {
        super(code, message, Map.of(), null);
    }

    public Overloaded(ErrorCode code, String message, Map<String, Object> facts) {
        super(code, message, facts, null);
    }
}
