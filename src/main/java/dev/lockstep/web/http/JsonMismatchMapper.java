package dev.lockstep.web.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;

/** Takes JSON of the wrong type away from Quarkus's own mapper, which answers without a problem. */
@Provider
public class JsonMismatchMapper extends ExceptionMapperBase<MismatchedInputException> {

    @Override
    protected HttpProblem toProblem(MismatchedInputException error) {
        return JsonProblems.describe(error);
    }
}
