package dev.lockstep.domain;

import java.util.HashMap;
import java.util.Map;

/** Says where in a larger request something was wrong. */
public final class ErrorLocation {

    private ErrorLocation() {}

    /** Makes the same error of the operation of this number, from 0. */
    public static KnowledgeException inOperation(int ordinal, KnowledgeException error) {
        String message = "operations[" + ordinal + "]: " + error.getMessage();
        Map<String, Object> facts = new HashMap<>(error.facts());
        facts.put("operation", ordinal);
        ErrorCode code = error.code();
        if (error instanceof Rejected) {
            return new Rejected(code, message, facts);
        } else if (error instanceof NotFound) {
            return new NotFound(code, message, facts);
        } else if (error instanceof Conflict) {
            return new Conflict(code, message, facts);
        } else if (error instanceof Overloaded) {
            return new Overloaded(code, message, facts);
        }
        // The stores' own errors are not about one operation.
        return error;
    }
}
