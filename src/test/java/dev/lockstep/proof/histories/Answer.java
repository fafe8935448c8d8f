package dev.lockstep.proof.histories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/**
 * What came back.
 *
 * @param status 0 when nothing came back
 * @param replayed whether it is the answer of an earlier request with the same key
 */
record Answer(int status, JsonNode body, boolean replayed) {

    static final Answer LOST = new Answer(0, MissingNode.getInstance(), false);

    private static final Set<String> UNDECIDED = Set.of("outcome_unknown", "idempotency_key_in_flight");

    boolean succeeded() {
        return status == 200 || status == 201 || status == 204;
    }

    /** The write may become visible later, or may have become so. */
    boolean isUndecided() {
        return status == 0 || status == 202 || UNDECIDED.contains(code());
    }

    /** The service says that it could not do it now, and that nothing of it is or will be visible. */
    boolean isUnavailable() {
        return (status == 503 || status == 429) && !isUndecided();
    }

    /** The service says that the request does not fit the state. */
    boolean isRefusal() {
        return status == 404 || status == 412 || (status == 409 && !isUndecided());
    }

    String code() {
        return body.has("error")
                ? body.path("error").path("code").asText()
                : body.path("code").asText();
    }

    @Override
    public String toString() {
        if (status == 0) {
            return "lost";
        }
        return status + (code().isEmpty() ? "" : " " + code()) + (replayed ? " (replayed)" : "");
    }
}
