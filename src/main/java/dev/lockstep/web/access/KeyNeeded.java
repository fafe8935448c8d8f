package dev.lockstep.web.access;

import dev.lockstep.web.http.Problems;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests without a key to operations that need one. The library's own mapper is of another version of Quarkus, and fails. */
class KeyNeeded {

    private static final int BEFORE_THE_LIBRARY = 1;

    @ServerExceptionMapper(value = UnauthorizedException.class, priority = BEFORE_THE_LIBRARY)
    Response answer(UriInfo path) {
        return Problems.keyNeeded()
                .withInstance(URI.create(path.getRequestUri().getRawPath()))
                .build()
                .toResponse();
    }
}
