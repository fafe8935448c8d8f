package dev.lockstep.web.http;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Rejected;
import dev.lockstep.platform.spool.SizeLimit;
import dev.lockstep.platform.spool.Spool;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that is too large with a problem; the server itself would only hang up. A body that announces too
 * large a size is not read at all; a body that announces none is read up to the limit only, by {@link BoundedBodies}
 * or by the {@link Spool}.
 */
@ApplicationScoped
class BodyLimit {

    /** This filter runs before everything that reads the body. */
    private static final int FIRST = 10_000;

    /** This filter runs after Quarkus has set its own limit. */
    private static final int LAST = 1;

    private static final String CONNECTION = "Connection";
    private static final String HIDDEN_LENGTH = "lockstep.content-length";

    private final SizeLimit inMemory;
    private final SizeLimit onDisk;
    private final EarlyProblems problems;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            Spool spool,
            EarlyProblems problems) {
        this.inMemory = new SizeLimit(limit.asLongValue(), "quarkus.http.limits.max-body-size");
        this.onDisk = spool.limit();
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
        filters.register(this::restore, LAST);
    }

    long bytes() {
        return inMemory.bytes();
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean streams = StreamedBodies.is(request.request());
        SizeLimit limit = streams ? onDisk : inMemory;
        if (length != null && size(length) > limit.bytes()) {
            problems.send(request, problem(limit.exceeded(length)));
            return;
        }
        if (length != null && streams) {
            // Quarkus has set this limit; it knows only one for all requests.
            request.put(HIDDEN_LENGTH, length);
            request.request().headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        request.next();
    }

    private void restore(RoutingContext request) {
        String length = request.remove(HIDDEN_LENGTH);
        if (length != null) {
            request.request().headers().set(HttpHeaders.CONTENT_LENGTH, length);
        }
        // Quarkus goes by this key when it reads: it would answer with nothing, before others could say why.
        request.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        request.next();
    }

    private static long size(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /** Returns the problem for a body that was being read into memory. */
    HttpProblem problem() {
        return problem(inMemory.exceeded("more than " + inMemory.bytes()));
    }

    private static HttpProblem problem(Rejected tooLarge) {
        return Problems.of(Failure.of(tooLarge))
                // The rest of the body is still on its way: the connection can't be used for another request.
                .withHeader(CONNECTION, "close")
                .build();
    }
}
