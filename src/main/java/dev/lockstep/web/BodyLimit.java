package dev.lockstep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that says it is too large, before it is read, with a problem; the server itself would only hang up. */
@ApplicationScoped
class BodyLimit {

    /** Before everything that reads the body. */
    private static final int FIRST = 10_000;

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || size(length) <= limit) {
            request.next();
            return;
        }
        refuse(request, length);
    }

    private static long size(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    private void refuse(RoutingContext request, String length) {
        HttpProblem problem = Problems.of(
                        ErrorCode.BODY_TOO_LARGE,
                        "the body has " + length + " bytes; at most " + limit
                                + " are allowed (quarkus.http.limits.max-body-size)")
                .with("limit", limit)
                .build();
        request.response()
                .setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                // The body is still on its way: the connection can't be used for another request.
                .putHeader(HttpHeaders.CONNECTION, "close")
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
