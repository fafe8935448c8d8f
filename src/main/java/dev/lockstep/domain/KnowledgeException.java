package dev.lockstep.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that can go wrong in Lockstep, by what the caller can do about it.
 *
 * <p>The message is for the caller: what was wrong, where, and what to do. {@link #facts()} carries the same as values
 * (a limit, a name, a unit of work's id), which problem+json shows as further members. Whether to try
 * again is what the {@linkplain ErrorCode#again() code} says.
 */
public abstract sealed class KnowledgeException extends RuntimeException
        permits Rejected, NotFound, Conflict, Overloaded, Unavailable, Inconsistent {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> facts;

    KnowledgeException(ErrorCode code, String message, Map<String, Object> facts, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.facts = Map.copyOf(facts);
    }

    /** The stable code that clients may switch on. */
    public final ErrorCode code() {
        return code;
    }

    /** Further members of the problem, by their snake_case names. */
    public final Map<String, Object> facts() {
        return facts;
    }
}
