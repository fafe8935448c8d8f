package dev.lockstep.web.development;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Serves the page of development at {@code /ui/}, and says at the start where to look. */
@ApplicationScoped
@IfBuildProfile("dev")
class DevelopmentPage {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.development");

    private static final String FILES = "development-ui";

    void serve(@Observes Router router) {
        router.route("/ui/*").handler(StaticHandler.create(FILES).setCachingEnabled(false));
    }

    void say(@ObservesAsync HttpServerStart start) {
        HttpServerOptions server = start.options();
        String root = "http://" + (server.getHost().equals("0.0.0.0") ? "localhost" : server.getHost()) + ":"
                + server.getPort();
        LOG.info(Stream.of(
                        "  " + root + "/ui/            knowledge bases, search, transactions, both stores",
                        "  " + root + "/q/swagger-ui/  the interface, to be tried",
                        "  " + root + "/q/dev-ui/      Quarkus's Dev UI")
                .collect(Collectors.joining("\n", "ready; open\n", "")));
    }
}
