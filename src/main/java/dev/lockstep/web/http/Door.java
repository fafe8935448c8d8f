package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of others away, which reach a port on loopback through the browser that shows them: by a name of theirs that they let
 * point here (DNS rebinding), or by requests that a browser sends without asking first.
 */
@ApplicationScoped
class Door {

    /** This filter runs after {@link PathRules} and before everything that reads a body. */
    private static final int EARLY = 19_000;

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|.+\\.localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    private final EarlyProblems problems;
    private final Optional<List<String>> hosts;
    private final List<String> origins;
    private final boolean onLoopback;

    Door(EarlyProblems problems, DoorSettings settings, @ConfigProperty(name = "quarkus.http.host") String listening) {
        this.problems = problems;
        this.hosts = settings.hosts();
        this.origins = settings.origins().orElse(List.of());
        this.onLoopback = LOOPBACK.matcher(listening.contains(":") ? "[" + listening + "]" : listening)
                .matches();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext request) {
        HttpServerRequest sent = request.request();
        if (sent.headers().getAll("Host").size() > 1) {
            // A proxy may go by one of them, and the service by another.
            problems.send(
                    request,
                    Problems.of(ErrorCode.INVALID_VALUE, "Host is given more than once")
                            .withHeader("Connection", "close")
                            .build());
            return;
        }
        HttpProblem refusal = refusal(
                sent.method().name(),
                sent.getHeader("Host"),
                sent.getHeader("Origin"),
                sent.getHeader("Sec-Fetch-Site"));
        if (refusal == null) {
            request.next();
        } else {
            problems.send(request, refusal);
        }
    }

    private @Nullable HttpProblem refusal(
            String method, @Nullable String host, @Nullable String origin, @Nullable String site) {
        if (host != null && !isKnown(name(host))) {
            return Problems.of(
                            ErrorCode.HOST_REFUSED,
                            "the service is not known by the name '" + name(host) + "': add it to lockstep.http.hosts")
                    .build();
        }
        if (READING.contains(method) || (origin != null && origins.contains(origin))) {
            return null;
        }
        boolean foreign = origin == null ? "cross-site".equals(site) : !isOwn(origin, host);
        return foreign
                ? Problems.of(
                                ErrorCode.ORIGIN_REFUSED,
                                "a page of another origin" + (origin == null ? "" : ", " + origin + ",")
                                        + " may not write here: add its origin to lockstep.http.origins")
                        .build()
                : null;
    }

    private boolean isKnown(String name) {
        boolean open = !onLoopback && hosts.isEmpty();
        return open
                || LOOPBACK.matcher(name).matches()
                || hosts.orElse(List.of()).contains(name);
    }

    private static String name(String host) {
        return host.replaceFirst(":[0-9]{0,5}$", "").toLowerCase(Locale.ROOT);
    }

    /** Tells whether a page came from here. Only the authority counts: a proxy may speak TLS in front of the service. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
