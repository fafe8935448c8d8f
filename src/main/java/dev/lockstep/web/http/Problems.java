package dev.lockstep.web.http;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Builds problems in the one form that all of Lockstep's have: status, title, detail, and the stable code. */
public final class Problems {

    public static final String CODE = "code";

    /** The type of all problems; it is all that clients accept who expect no other body, such as of a deletion. */
    public static final String JSON = "application/problem+json";

    /** How keys and tokens are sent, as {@code WWW-Authenticate} says it. */
    public static final String CHALLENGE = "Bearer";

    static final String KEY_NEEDED = "a key is needed: send it as Authorization: Bearer, or as X-API-Key";

    private static final int LONGEST_DETAIL = 2_000;

    private Problems() {}

    public static HttpProblem.Builder of(ErrorCode code, String detail) {
        int status = ProblemStatus.of(code);
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title(status))
                .withDetail(abbreviated(detail))
                .with(CODE, code.wireName());
    }

    /** Builds the answer to a request without a key, where one is needed. */
    public static HttpProblem.Builder keyNeeded() {
        return of(ErrorCode.UNAUTHENTICATED, KEY_NEEDED).withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }

    /** Builds a problem with what the caller can do about it: when to try again. */
    public static HttpProblem.Builder of(Failure failure) {
        HttpProblem.Builder problem = forGood(failure);
        failure.retryAfter().ifPresent(seconds -> problem.withHeader(HttpHeaders.RETRY_AFTER, seconds));
        return problem;
    }

    /** Builds a problem inside a body, where there are no headers: a member tells when to try again. */
    public static HttpProblem.Builder inBody(Failure failure) {
        HttpProblem.Builder problem = forGood(failure);
        failure.retryAfter().ifPresent(seconds -> problem.with(Again.RETRY_AFTER, seconds));
        return problem;
    }

    /** Builds the problem of a request that will get this answer however often it comes. */
    public static HttpProblem.Builder forGood(Failure failure) {
        HttpProblem.Builder problem = of(failure.code(), failure.message());
        failure.facts().forEach(problem::with);
        return problem;
    }

    /** Shortens a detail, because details quote what was sent, and that may be large. */
    private static String abbreviated(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + " ...";
    }

    private static String title(int status) {
        if (status == 507) {
            return "Insufficient Storage";
        }
        return Response.Status.fromStatusCode(status) == null
                ? "Unprocessable Content"
                : Response.Status.fromStatusCode(status).getReasonPhrase();
    }
}
