package dev.lockstep.web.description;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.web.http.Problems;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Describes how requests are refused. What several operations have in common stands in {@code META-INF/openapi.yaml}; what is
 * special to one, in an annotation of it.
 */
final class Refusals {

    /** The framework describes these in words of its own, and without a problem. */
    private static final Set<String> OF_THE_FRAMEWORK = Set.of("Bad Request", "Not Authorized", "Not Allowed");

    private Refusals() {}

    /** Lists the codes that there are. */
    static void completeSchema(Components components) {
        components
                .getSchemas()
                .get("Problem")
                .getProperties()
                .get("code")
                .setEnumeration(Arrays.stream(ErrorCode.values())
                        .map(code -> (Object) code.wireName())
                        .toList());
    }

    static void describe(HttpMethod method, String path, Operation operation) {
        Map<String, APIResponse> answers =
                new TreeMap<>(operation.getResponses().getAPIResponses());
        answers.values()
                .removeIf(answer ->
                        answer.getDescription() != null && OF_THE_FRAMEWORK.contains(answer.getDescription()));
        answers.forEach((status, answer) -> {
            if (isError(status) && answer.getRef() == null) {
                complete(status, answer);
            }
        });
        common(method, path, operation)
                .forEach((status, shared) -> answers.putIfAbsent(
                        status, OASFactory.createAPIResponse().ref(shared)));
        operation.getResponses().setAPIResponses(answers);
    }

    private static boolean isError(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    /** Adds the problem to what an annotation says of an answer, which may have another form beside it. */
    private static void complete(String status, APIResponse answer) {
        Content content = OASFactory.createContent();
        content.addMediaType(
                Problems.JSON,
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem")));
        if (answer.getContent() != null) {
            MediaType other = answer.getContent().getMediaType("application/json");
            if (other != null) {
                content.addMediaType("application/json", other);
            }
        }
        answer.setContent(content);
        if (status.equals("429") || status.equals("503") || status.equals("409")) {
            answer.addHeader("Retry-After", OASFactory.createHeader().ref("RetryAfter"));
        }
        answer.addHeader("Idempotency-Replayed", OASFactory.createHeader().ref("IdempotencyReplayed"));
    }

    private static Map<String, String> common(HttpMethod method, String path, Operation operation) {
        Map<String, String> common = new TreeMap<>(Map.of(
                "400", "BadRequest",
                "403", "Forbidden",
                "406", "NotAcceptable",
                "414", "AddressTooLong",
                "429", "TooManyRequests",
                "500", "InternalError",
                "503", "Unavailable"));
        if (Scopes.isClosed(operation)) {
            common.put("401", "Unauthenticated");
        }
        if (path.contains("{")) {
            common.put("404", "NotFound");
        }
        if (has(operation, "OnlyKnowledgeBase", "Filter")) {
            common.put("404", "NotFound");
            common.put("422", "Unprocessable");
        }
        if (operation.getRequestBody() != null) {
            common.put("408", "RequestTimeout");
            common.put("413", "TooLarge");
            common.put("415", "UnsupportedMediaType");
            common.put("422", "Unprocessable");
        }
        if (RequestHeaders.isWrite(method, path)) {
            common.put("409", "Conflict");
            common.put("422", "Unprocessable");
        }
        if (has(operation, "IfMatch")) {
            common.put("412", "PreconditionFailed");
        }
        return common;
    }

    private static boolean has(Operation operation, String... parameters) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .map(Parameter::getRef)
                        .filter(Objects::nonNull)
                        .anyMatch(reference ->
                                Arrays.stream(parameters).anyMatch(name -> reference.endsWith("/" + name)));
    }
}
