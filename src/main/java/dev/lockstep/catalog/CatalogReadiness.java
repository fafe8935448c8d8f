package dev.lockstep.catalog;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether PostgreSQL answers. */
@Readiness
@ApplicationScoped
class CatalogReadiness implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Pool pool;

    CatalogReadiness(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("SELECT 1")
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> HealthCheckResponse.up("catalog (PostgreSQL)"))
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named("catalog (PostgreSQL)")
                        .down()
                        .withData("cause", String.valueOf(failure.getMessage()))
                        .build());
    }
}
