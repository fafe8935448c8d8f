package dev.lockstep.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that must not happen did: a defect of Lockstep or a store that broke its word. It is never retried blindly. */
public final class Inconsistent extends KnowledgeException {

    private static final long serialVersionUID = 1L;

    public Inconsistent(String message, @Nullable Throwable cause) {
        this(ErrorCode.INTERNAL_ERROR, message, cause);
    }

    public Inconsistent(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, Map.of(), cause);
    }
}
