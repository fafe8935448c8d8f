package dev.lockstep.domain;

import java.util.Map;
import java.util.Optional;

/**
 * Says why something was undone, as it is kept and told: the values of a {@link KnowledgeException} without its stack.
 *
 * @param facts further members of the problem
 */
public record Failure(ErrorCode code, String message, Map<String, Object> facts) {

    public Failure {
        facts = Map.copyOf(facts);
    }

    public static Failure of(Throwable cause) {
        return cause instanceof KnowledgeException known
                ? new Failure(known.code(), String.valueOf(known.getMessage()), known.facts())
                : new Failure(ErrorCode.INTERNAL_ERROR, describe(cause), Map.of());
    }

    /** The seconds after which the client is told to come back; empty when it is not. */
    public Optional<Object> retryAfter() {
        return code.again().advice() == Again.Advice.COME_BACK_LATER
                ? Optional.of(facts.getOrDefault(Again.RETRY_AFTER, Again.RETRY_AFTER_SECONDS))
                : Optional.empty();
    }

    private static String describe(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
