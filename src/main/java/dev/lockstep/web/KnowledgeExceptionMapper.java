package dev.lockstep.web;

import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Tells clients of an error of ours. */
@Provider
public class KnowledgeExceptionMapper extends ExceptionMapperBase<KnowledgeException> {

    @Override
    protected HttpProblem toProblem(KnowledgeException error) {
        HttpProblem.Builder problem = Problems.of(error.code(), error.getMessage());
        error.facts().forEach(problem::with);
        if (error instanceof Unavailable unavailable) {
            problem.withHeader(HttpHeaders.RETRY_AFTER, unavailable.retryAfterSeconds());
        } else if (error instanceof Overloaded) {
            problem.withHeader(HttpHeaders.RETRY_AFTER, Overloaded.RETRY_AFTER_SECONDS);
        }
        return problem.build();
    }
}
