package dev.lockstep.stores.catalog.postgres;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Checks whether PostgreSQL answers. */
@Readiness
@ApplicationScoped
class CatalogReadiness implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Pool pool;
    private final CatalogGuard guard;

    CatalogReadiness(Pool pool, CatalogGuard guard) {
        this.pool = pool;
        this.guard = guard;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return guard.once(() -> WaitLimit.after(
                        PATIENCE,
                        pool.query("SELECT 1").execute(),
                        () -> new TimeoutException("no answer within " + PATIENCE.toSeconds() + " s")))
                .map(rows -> HealthCheckResponse.up("catalog (PostgreSQL)"))
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named("catalog (PostgreSQL)")
                        .down()
                        .withData("cause", String.valueOf(failure.getMessage()))
                        .build());
    }
}
