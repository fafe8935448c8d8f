package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Checks whether Qdrant answers. */
@Readiness
@ApplicationScoped
class PointsReadiness implements AsyncHealthCheck {

    private static final String NAME = "points (Qdrant)";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final PointStore points;

    PointsReadiness(PointStore points) {
        this.points = points;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return points.ping(Deadline.in(PATIENCE))
                .map(version -> HealthCheckResponse.named(NAME)
                        .up()
                        .withData("version", version)
                        .build())
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("cause", String.valueOf(failure.getMessage()))
                        .build());
    }
}
