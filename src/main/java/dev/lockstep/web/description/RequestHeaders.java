package dev.lockstep.web.description;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;

/** Describes the headers of requests: for whom each asks, the key of a write, and how long the client wants to wait. */
final class RequestHeaders {

    /** These POST operations write nothing, or nothing that they could do twice. */
    private static final List<String> NO_WRITES = List.of(
            "/search", "/answers", "/evaluations", "/recall", "/repair", "/retry", "/reembed", "/rollback", "/cancel");

    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String APPLIED = "Preference-Applied";

    private RequestHeaders() {}

    static void describe(HttpMethod method, String path, Operation operation) {
        operation.addParameter(OASFactory.createParameter().ref("OnBehalfOf"));
        if (operation.getResponses().getAPIResponses().values().stream()
                .anyMatch(answer ->
                        answer.getHeaders() != null && answer.getHeaders().containsKey(APPLIED))) {
            operation.addParameter(OASFactory.createParameter().ref("Prefer"));
        }
        if (isWrite(method, path)) {
            operation.addParameter(OASFactory.createParameter().ref("IdempotencyKey"));
            operation.getResponses().getAPIResponses().forEach((status, answer) -> {
                if (status.startsWith("2")) {
                    answer.addHeader(REPLAYED, OASFactory.createHeader().ref("IdempotencyReplayed"));
                }
            });
        }
    }

    /** Tells whether a request with an Idempotency-Key is done once. */
    static boolean isWrite(HttpMethod method, String path) {
        // An answer with a secret is not kept, so requests for keys are done as often as they come.
        return method != HttpMethod.GET
                && !path.startsWith("/v1/keys")
                && NO_WRITES.stream().noneMatch(path::endsWith);
    }
}
