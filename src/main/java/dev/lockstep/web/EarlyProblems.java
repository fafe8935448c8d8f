package dev.lockstep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

/** Answers with a problem to what is refused before a resource is looked for. */
@ApplicationScoped
class EarlyProblems {

    private final ObjectMapper json;

    EarlyProblems(ObjectMapper json) {
        this.json = json;
    }

    /** The router itself refuses a path that it can't decode. */
    void register(@Observes Router router) {
        router.errorHandler(400, this::badPath);
    }

    private void badPath(RoutingContext request) {
        answer(
                request,
                Problems.of(
                                ErrorCode.INVALID_VALUE,
                                "the path can't be read: a percent sign begins two hexadecimal digits, or is written %25")
                        .build());
    }

    void answer(RoutingContext request, HttpProblem problem) {
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
