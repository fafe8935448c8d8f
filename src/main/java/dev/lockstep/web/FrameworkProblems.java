package dev.lockstep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lockstep.domain.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the problems that the framework finds (bad JSON, no such path, ...) a code and a message for clients. */
@ApplicationScoped
class FrameworkProblems implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getParameters().containsKey(Problems.CODE)) {
            return problem;
        }
        Optional<JsonProcessingException> json = jsonError(context.cause);
        if (json.isPresent()) {
            return JsonProblems.describe(json.get());
        }
        ErrorCode code = code(problem.getStatusCode());
        return HttpProblem.builder(problem)
                .withDetail(
                        code == ErrorCode.INTERNAL_ERROR
                                ? "something went wrong here; the log says more"
                                : detail(problem))
                .with(Problems.CODE, code.wireName())
                .build();
    }

    private static Optional<JsonProcessingException> jsonError(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return Optional.of(json);
            }
        }
        return Optional.empty();
    }

    private static String detail(HttpProblem problem) {
        return problem.getDetail() == null ? problem.getTitle() : problem.getDetail();
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.BODY_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_VALUE;
        };
    }
}
