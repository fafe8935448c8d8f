package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses addresses that are none by RFC 3986, such as those with a percent sign that begins no byte, and paths with segments that are
 * dots or empty. The router takes them away before it looks for a resource (RFC
 * 3986, 5.2.4), so they would reach another one than a proxy's rule, or a reader, sees: {@code
 * /documents/%2e%2e} would be the knowledge base.
 */
@ApplicationScoped
class PathRules {

    /** This filter runs before everything else that looks at a request. */
    private static final int FIRST = 20_000;

    private static final Pattern DOTS = Pattern.compile("(?:\\.|%2e){1,2}");

    private static final int BAD_REQUEST = 400;

    private static final String NO_ADDRESS = "the address has a character that must be percent-encoded, or a percent"
            + " sign without two hexadecimal digits after it";

    private final EarlyProblems problems;

    PathRules(EarlyProblems problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    /** The router itself gives up on a path that it can't decode, before any filter. */
    void explain(@Observes Router router) {
        router.errorHandler(BAD_REQUEST, request -> refuse(request, NO_ADDRESS));
    }

    private void check(RoutingContext request) {
        String path = request.request().path();
        if (!isAddress(request.request().uri())) {
            refuse(request, NO_ADDRESS);
        } else if (path != null && isAmbiguous(path)) {
            refuse(
                    request,
                    "the path has a segment that is empty or consists of dots, and so names another one than it seems to");
        } else {
            request.next();
        }
    }

    private void refuse(RoutingContext request, String why) {
        problems.send(request, Problems.of(ErrorCode.INVALID_VALUE, why).build());
    }

    /**
     * Judges as the server does itself, unless {@code vertx.disableURIValidation} leaves it to this filter: the server would answer 400
     * without a word.
     */
    private static boolean isAddress(String uri) {
        try {
            Object unused = new URI(uri);
            return true;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** Tells whether the path is another one without its dots and double slashes. One slash at the end is none too many. */
    static boolean isAmbiguous(String path) {
        if (path.contains("//")) {
            return true;
        }
        for (String segment : path.toLowerCase(Locale.ROOT).split("/")) {
            if (DOTS.matcher(segment).matches()) {
                return true;
            }
        }
        return false;
    }
}
