package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses paths with segments that are dots or empty. The router takes them away before it looks for a resource (RFC
 * 3986, 5.2.4), so they would reach another one than a proxy's rule, or a reader, sees: {@code
 * /documents/%2e%2e} would be the knowledge base.
 */
@ApplicationScoped
class PathRules {

    /** This filter runs before everything else that looks at a request. */
    private static final int FIRST = 20_000;

    private static final Pattern DOTS = Pattern.compile("(?:\\.|%2e){1,2}");

    private final EarlyProblems problems;

    PathRules(EarlyProblems problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        String path = request.request().path();
        if (path != null && isAmbiguous(path)) {
            problems.send(
                    request,
                    Problems.of(
                                    ErrorCode.INVALID_VALUE,
                                    "the path has a segment that is empty or consists of dots, and so names another one"
                                            + " than it seems to")
                            .build());
        } else {
            request.next();
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
