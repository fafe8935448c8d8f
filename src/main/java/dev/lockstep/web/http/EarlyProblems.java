package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;

/** Sends problems from where there is no resource yet: the server itself would only hang up, or answer without a word. */
@ApplicationScoped
public class EarlyProblems {

    private final ObjectMapper json;

    EarlyProblems(ObjectMapper json) {
        this.json = json;
    }

    public void send(RoutingContext request, HttpProblem problem) {
        problem.getHeaders().forEach((name, value) -> request.response().putHeader(name, value.toString()));
        request.response()
                .setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problems.JSON)
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
