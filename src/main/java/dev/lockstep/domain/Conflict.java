package dev.lockstep.domain;

import java.util.Map;

/** The request was fine, but the state it was made for has changed: read again, then decide. */
public final class Conflict extends KnowledgeException {

    private static final long serialVersionUID = 1L;

    public Conflict(ErrorCode code, String message) {
        super(code, message, Map.of(), null);
    }

    public Conflict(ErrorCode code, String message, Map<String, Object> facts) {
        super(code, message, facts, null);
    }
}
