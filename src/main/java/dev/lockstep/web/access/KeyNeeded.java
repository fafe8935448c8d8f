package dev.lockstep.web.access;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.web.http.Problems;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Answers requests without a key to operations that need one. The library's own mapper is of another version of Quarkus, and fails. */
@Provider
@Priority(Priorities.USER - 1)
class KeyNeeded implements ExceptionMapper<UnauthorizedException> {

    @Context
    UriInfo path;

    @Override
    public Response toResponse(UnauthorizedException missing) {
        return Problems.of(ErrorCode.UNAUTHENTICATED, KeyAuthentication.KEY_NEEDED)
                .withInstance(URI.create(path.getRequestUri().getRawPath()))
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, KeyAuthentication.CHALLENGE)
                .build()
                .toResponse();
    }
}
