package dev.lockstep.web.operations;

import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Leads whoever opens the address of the service in a browser to where it can be read about and tried. */
@ApplicationScoped
class Welcome {

    private static final int FOUND = 302;

    /** Relative, so that it is right below whatever path the service has. */
    private final String target = LaunchMode.current() == LaunchMode.DEVELOPMENT ? "ui/" : "q/swagger-ui/";

    void lead(@Observes Router router) {
        router.route("/").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(request -> request.response()
                .setStatusCode(FOUND)
                .putHeader(HttpHeaders.LOCATION, target)
                .end());
    }
}
