package dev.lockstep.web.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Sets what Quarkus has no settings for. */
@ApplicationScoped
class ServerOptions implements HttpServerOptionsCustomizer {

    /** The server refuses without a word what is longer than its limit. So its limit is larger than {@link AddressLimit}'s. */
    private static final int ROOM = 4;

    private final PortSettings settings;

    ServerOptions(PortSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(settings.h2c());
        leaveRoom(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        leaveRoom(options);
    }

    private static void leaveRoom(HttpServerOptions options) {
        options.setMaxInitialLineLength(options.getMaxInitialLineLength() * ROOM);
    }
}
