package dev.lockstep.web.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Answers OPTIONS with the methods of the path that was asked for. */
class MethodsOfPaths {

    private final AllowedMethods allowed;

    MethodsOfPaths(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerRequestFilter(preMatching = true)
    @Nullable
    Response answer(HttpServerRequest request) {
        String methods = request.method().name().equals(HttpMethod.OPTIONS) ? allowed.of(request.path()) : "";
        return methods.isEmpty()
                ? null
                : Response.noContent().header(HttpHeaders.ALLOW, methods).build();
    }
}
