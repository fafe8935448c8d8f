package dev.lockstep.platform.duties;

import dev.lockstep.platform.reactive.Rounds.Past;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Tells people how the duties fare. It is always up: a duty that fails is tried again, requests are served as long, and a
 * process that were taken out of service or started anew for it would fare no better.
 */
@Wellness
@ApplicationScoped
class DutiesWellness implements HealthCheck {

    private final Duties duties;

    DutiesWellness(Duties duties) {
        this.duties = duties;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("background duties").up();
        duties.all().forEach(scheduled -> add(response, scheduled.duty().name(), scheduled.past()));
        return response.build();
    }

    private static void add(HealthCheckResponseBuilder response, String name, Past past) {
        response.withData(
                name + ": last round ended",
                past.lastEnd() == null ? "not yet" : past.lastEnd().toString());
        response.withData(name + ": failures in a row", past.failuresInARow());
        if (past.lastFailure() != null) {
            response.withData(name + ": last failure", past.lastFailure());
        }
    }
}
