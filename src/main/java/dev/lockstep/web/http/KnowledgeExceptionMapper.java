package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.KnowledgeException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import java.util.EnumSet;
import java.util.Set;

/** Turns Lockstep's own errors into responses. */
@Provider
public class KnowledgeExceptionMapper extends ExceptionMapperBase<KnowledgeException> {

    /** These errors end the reading of a body. */
    private static final Set<ErrorCode> UNREAD = EnumSet.of(
            ErrorCode.BODY_TOO_LARGE,
            ErrorCode.UPLOAD_TIMED_OUT,
            ErrorCode.UPLOADS_FULL,
            ErrorCode.UPLOAD_FAILED,
            ErrorCode.DISK_FULL);

    @Override
    protected HttpProblem toProblem(KnowledgeException error) {
        HttpProblem.Builder problem = Problems.of(Failure.of(error));
        if (UNREAD.contains(error.code())) {
            // The rest of the body is still on its way: the connection can't be used for another request.
            problem.withHeader("Connection", "close");
        }
        return problem.build();
    }
}
