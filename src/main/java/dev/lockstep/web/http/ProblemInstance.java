package dev.lockstep.web.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.InstanceUtils;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names the request in a problem by its path as it was sent, which is a URI reference. The library's own would be decoded: with spaces
 * and slashes that no client could ask for again.
 */
@ApplicationScoped
class ProblemInstance implements ProblemPostProcessor {

    /** What can't stand in the path of a URI; some servers and clients send it all the same. */
    private static final Pattern NOT_IN_PATHS = Pattern.compile("%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~!$&'()*+,;=:@/%-]");

    private final CurrentVertxRequest request;

    ProblemInstance(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Runs before the library gives its own. */
    @Override
    public int priority() {
        return 500;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        RoutingContext current = request.getCurrent();
        return problem.getInstance() != null || current == null
                ? problem
                : HttpProblem.builder(problem)
                        .withInstance(InstanceUtils.pathToInstance(
                                reference(current.request().path())))
                        .build();
    }

    static String reference(String path) {
        return NOT_IN_PATHS.matcher(path).replaceAll(wrong -> encoded(wrong.group()));
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return encoded.toString();
    }
}
