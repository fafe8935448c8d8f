package dev.lockstep.web.http;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses, before anything is done, what could not be answered in a form that the client takes. The framework looks at {@code
 * Accept} only where a path and method have one endpoint; of several, by what they read, it takes one and answers as it likes.
 */
class AcceptedTypes {

    @ServerRequestFilter
    void check(ResourceInfo resource, HttpHeaders headers) {
        Produces produces = resource.getResourceMethod().getAnnotation(Produces.class);
        if (produces == null) {
            produces = resource.getResourceClass().getAnnotation(Produces.class);
        }
        if (produces != null && !isAcceptable(produces, headers.getAcceptableMediaTypes())) {
            throw new NotAcceptableException();
        }
    }

    private static boolean isAcceptable(Produces produces, List<MediaType> accepted) {
        return Stream.of(produces.value()).map(MediaType::valueOf).anyMatch(produced -> accepted.stream()
                .anyMatch(type -> type.isCompatible(produced) && !isRefused(type)));
    }

    /** Tells a type of quality zero, which names what the client does not take. */
    private static boolean isRefused(MediaType type) {
        return type.getParameters().getOrDefault("q", "1").matches("0(?:\\.0*)?");
    }
}
