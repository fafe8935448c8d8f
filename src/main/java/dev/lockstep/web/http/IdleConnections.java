package dev.lockstep.web.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets a connection be silent for longer while a request is under way, so that it can be ended soon while none is. The server knows
 * one time for both ({@code quarkus.http.idle-timeout}), and counts whole requests only: one whose headers come byte by byte is idle.
 */
@ApplicationScoped
class IdleConnections {

    /** This filter runs as soon as a request has its headers. */
    private static final int FIRST = 22_000;

    /** The name that the server gives to what ends idle connections. */
    private static final String IDLE = "idle";

    private final Duration between;
    private final Duration meanwhile;

    IdleConnections(@ConfigProperty(name = "quarkus.http.idle-timeout") Duration between, PortSettings settings) {
        this.between = between;
        this.meanwhile = settings.silence();
    }

    void register(@Observes Filters filters) {
        filters.register(this::bePatient, FIRST);
    }

    private void bePatient(RoutingContext request) {
        HttpConnection connection = request.request().connection();
        if (connection instanceof ConnectionBase held && request.request().version() != HttpVersion.HTTP_2) {
            ChannelPipeline pipeline = held.channel().pipeline();
            allow(meanwhile, pipeline);
            request.addEndHandler(done -> allow(between, pipeline));
        }
        request.next();
    }

    private static void allow(Duration silence, ChannelPipeline pipeline) {
        // There is none where the setting is 0, and none any more on a connection that is closed.
        if (pipeline.get(IDLE) != null) {
            pipeline.replace(IDLE, IDLE, new IdleStateHandler(0, 0, silence.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
