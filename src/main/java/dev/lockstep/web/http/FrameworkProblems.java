package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.web.http.BoundedBodies.BodyTooLarge;
import dev.lockstep.web.http.BoundedBodies.BrokenGzip;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the problems that the framework finds (bad JSON, no such path, ...) a code and a message for clients. */
@ApplicationScoped
class FrameworkProblems implements ProblemPostProcessor {

    /** One's own id with a slash that is not encoded, so that it reads as several segments of a path. */
    private static final Pattern SLASH_IN_ID = Pattern.compile(".*/documents/external(:|%3[aA])[^/]*/.*");

    private final BodyLimit limit;
    private final AllowedMethods allowed;

    FrameworkProblems(BodyLimit limit, AllowedMethods allowed) {
        this.limit = limit;
        this.allowed = allowed;
    }

    /** Runs before the log, which should know problems by their right names. */
    @Override
    public int priority() {
        return 1_000;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getParameters().containsKey(Problems.CODE)) {
            return problem;
        }
        Optional<JsonProcessingException> json = jsonError(context.cause);
        if (json.isPresent()) {
            return JsonProblems.describe(json.get());
        }
        boolean tooLarge = context.cause instanceof BodyTooLarge
                || problem.getStatusCode() == Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();
        if (tooLarge) {
            return limit.problem();
        }
        Optional<HttpProblem> unreadable = unreadable(context.cause);
        if (unreadable.isPresent()) {
            return unreadable.get();
        }
        ErrorCode code = code(problem.getStatusCode());
        HttpProblem.Builder described = HttpProblem.builder(problem)
                .withDetail(detail(code, problem, context))
                .with(Problems.CODE, code.wireName());
        return code == ErrorCode.METHOD_NOT_ALLOWED
                ? described
                        .withHeader(HttpHeaders.ALLOW, allowed.of(context.path))
                        .build()
                : described.build();
    }

    /** Finds mistakes of the request that the framework takes for its own, or for a path that does not exist. */
    private static Optional<HttpProblem> unreadable(@Nullable Throwable failure) {
        String message = failure == null || failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof IllegalArgumentException && message.startsWith("Failed to parse media type")) {
            return Optional.of(
                    Problems.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message).build());
        }
        if (failure instanceof BrokenGzip) {
            return Optional.of(Problems.of(ErrorCode.INVALID_VALUE, message).build());
        }
        if (failure instanceof IOException && message.contains("multipart")) {
            return Optional.of(Problems.of(ErrorCode.INVALID_VALUE, "the form can't be read: " + message)
                    .build());
        }
        if (failure instanceof NotFoundException && failure.getCause() instanceof NumberFormatException number) {
            return Optional.of(
                    Problems.of(ErrorCode.INVALID_VALUE, "a query parameter is not a number: " + number.getMessage())
                            .build());
        }
        return Optional.empty();
    }

    private static Optional<JsonProcessingException> jsonError(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return Optional.of(json);
            }
        }
        return Optional.empty();
    }

    private String detail(ErrorCode code, HttpProblem problem, ProblemContext context) {
        if (code == ErrorCode.INTERNAL_ERROR) {
            return "something went wrong here; the log says more";
        }
        if (code == ErrorCode.UNAUTHENTICATED) {
            return Problems.KEY_NEEDED;
        }
        if (code == ErrorCode.FORBIDDEN) {
            return "the key is not for this: it lacks the scope that this operation needs";
        }
        if (code == ErrorCode.METHOD_NOT_ALLOWED) {
            return "this path takes " + allowed.of(context.path);
        }
        if (code == ErrorCode.UNSUPPORTED_MEDIA_TYPE) {
            return "a body of this type is not taken here; " + DeclaredTypes.hint(context.path);
        }
        if (code == ErrorCode.NOT_FOUND && SLASH_IN_ID.matcher(context.path).matches()) {
            return "there is no such path; a slash in an id of your own is written %2F: external:guides%2Fleave";
        }
        return problem.getDetail() == null ? problem.getTitle() : problem.getDetail();
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.BODY_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_VALUE;
        };
    }
}
