package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses addresses that are too long with a problem. */
@ApplicationScoped
class AddressLimit {

    /** This filter runs before all others: none need read so much. */
    private static final int FIRST = 21_000;

    private final int longest;
    private final EarlyProblems problems;

    AddressLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length") int longest, EarlyProblems problems) {
        this.longest = longest;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        int length = request.request().uri().length();
        if (length <= longest) {
            request.next();
            return;
        }
        problems.send(
                request,
                Problems.of(
                                ErrorCode.ADDRESS_TOO_LONG,
                                "the address has " + length + " characters, more than the " + longest
                                        + " of quarkus.http.limits.max-initial-line-length: where a POST does the same,"
                                        + " send in its body what is long")
                        .with("limit", longest)
                        .build());
    }
}
