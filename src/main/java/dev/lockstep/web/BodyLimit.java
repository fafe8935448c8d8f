package dev.lockstep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that is too large with a problem; the server itself would only hang up. One that says how large it is
 * is not read at all; of one that does not ({@link BoundedBodies}) no more is read than the limit.
 */
@ApplicationScoped
class BodyLimit {

    /** Before everything that reads the body. */
    private static final int FIRST = 10_000;

    /** After Quarkus has set its own limit. */
    private static final int LAST = 1;

    private static final String CONNECTION = "Connection";

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
        filters.register(this::leaveToBoundedBodies, LAST);
    }

    long bytes() {
        return limit;
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && size(length) > limit) {
            refuse(request, length);
            return;
        }
        request.next();
    }

    /** Quarkus goes by this key when it reads: it would answer with nothing, before {@link BoundedBodies} could say why. */
    private void leaveToBoundedBodies(RoutingContext request) {
        boolean unknownSize = request.request().getHeader(HttpHeaders.CONTENT_LENGTH) == null;
        if (unknownSize && !isForm(request)) {
            request.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        }
        request.next();
    }

    /** Forms are read by other means, which end in an exception. */
    private static boolean isForm(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static long size(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /** @param size how large the body is, as part of a sentence */
    HttpProblem problem(String size) {
        return Problems.of(
                        ErrorCode.BODY_TOO_LARGE,
                        "the body has " + size + " bytes; at most " + limit
                                + " are allowed (quarkus.http.limits.max-body-size)")
                .with("limit", limit)
                // The rest of the body is still on its way: the connection can't be used for another request.
                .withHeader(CONNECTION, "close")
                .build();
    }

    private void refuse(RoutingContext request, String length) {
        HttpProblem problem = problem(length);
        problem.getHeaders().forEach((name, value) -> request.response().putHeader(name, value.toString()));
        request.response()
                .setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(serialized(problem));
    }

    private String serialized(HttpProblem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
