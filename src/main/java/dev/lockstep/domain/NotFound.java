package dev.lockstep.domain;

import java.util.Map;

/** The thing that a request names does not exist (or no longer, or not for this tenant). */
public final class NotFound extends KnowledgeException {

    private static final long serialVersionUID = 1L;

    public NotFound(ErrorCode code, String message) {
        super(code, message, Map.of(), null);
    }

    public NotFound(ErrorCode code, String message, Map<String, Object> facts) {
        super(code, message, facts, null);
    }
}
