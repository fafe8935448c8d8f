package dev.lockstep.web;

import dev.lockstep.domain.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;

/** Problems in the form that all of ours have: status, title, detail, and the stable code. */
final class Problems {

    static final String CODE = "code";

    private Problems() {}

    static HttpProblem.Builder of(ErrorCode code, String detail) {
        int status = ProblemStatus.of(code);
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title(status))
                .withDetail(detail)
                .with(CODE, code.wireName());
    }

    private static String title(int status) {
        return Response.Status.fromStatusCode(status) == null
                ? "Unprocessable Content"
                : Response.Status.fromStatusCode(status).getReasonPhrase();
    }
}
