package dev.lockstep.embedding;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the model is loaded: it is asked for its name, which it has only then. */
@Readiness
@ApplicationScoped
class EmbeddingReadiness implements HealthCheck {

    private final EmbeddingModel model;

    EmbeddingReadiness(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("embedding model")
                .up()
                .withData("model", model.id().value())
                .withData("dimension", model.dimension())
                .build();
    }
}
