package dev.lockstep.domain;

import java.util.Map;

/** The request itself is wrong: sending it again unchanged can't succeed. Nothing was stored. */
public final class Rejected extends KnowledgeException {

    private static final long serialVersionUID = 1L;

    public Rejected(ErrorCode code, String message) {
        super(code, message, Map.of(), null);
    }

    public Rejected(ErrorCode code, String message, Map<String, Object> facts) {
        super(code, message, facts, null);
    }
}
