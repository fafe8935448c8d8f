package dev.lockstep.web;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.KnowledgeException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;

/** Tells clients of an error of ours. */
@Provider
public class KnowledgeExceptionMapper extends ExceptionMapperBase<KnowledgeException> {

    @Override
    protected HttpProblem toProblem(KnowledgeException error) {
        return Problems.of(Failure.of(error)).build();
    }
}
