package dev.lockstep.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store or model can't be reached or did not answer in time: the same request may succeed later. */
public final class Unavailable extends KnowledgeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, Map.of(), cause);
    }

    public Unavailable(ErrorCode code, String message, Map<String, Object> facts, @Nullable Throwable cause) {
        super(code, message, facts, cause);
    }
}
