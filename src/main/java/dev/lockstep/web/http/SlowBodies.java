package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;

/** Ends requests whose body takes too long in all, even if some of it comes all the time. */
@ApplicationScoped
class SlowBodies {

    /** This filter runs before {@link BodyLimit}, which hides how long a body will be. */
    private static final int EARLY = 15_000;

    private final PortSettings settings;
    private final EarlyProblems problems;
    private final Vertx vertx;

    SlowBodies(PortSettings settings, EarlyProblems problems, Vertx vertx) {
        this.settings = settings;
        this.problems = problems;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, EARLY);
    }

    private void watch(RoutingContext request) {
        if (hasBody(request.request())) {
            boolean streams = StreamedBodies.is(request.request());
            Duration limit = streams ? settings.uploadTimeout() : settings.bodyTimeout();
            String setting = streams ? "lockstep.http.upload-timeout" : "lockstep.http.body-timeout";
            long timer = vertx.setTimer(limit.toMillis(), late -> giveUp(request, limit, setting));
            request.addEndHandler(done -> vertx.cancelTimer(timer));
        }
        request.next();
    }

    static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.getHeader("Transfer-Encoding") != null
                : !length.strip().equals("0");
    }

    private void giveUp(RoutingContext request, Duration limit, String setting) {
        HttpServerRequest sent = request.request();
        if (sent.isEnded()) {
            return;
        }
        if (sent.response().headWritten()) {
            sent.connection().close();
            return;
        }
        sent.response().endHandler(said -> sent.connection().close());
        problems.send(
                request,
                Problems.of(
                                ErrorCode.UPLOAD_TIMED_OUT,
                                "the body did not come whole within " + limit.toSeconds() + " s (" + setting + ")")
                        .withHeader("Connection", "close")
                        .build());
    }
}
