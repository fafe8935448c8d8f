package dev.lockstep.models.embedding;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether the models are loaded: they are asked for their ids, which they have only then. */
@Readiness
@ApplicationScoped
class EmbeddingReadiness implements HealthCheck {

    private final EmbeddingModels models;

    EmbeddingReadiness(EmbeddingModels models) {
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        EmbeddingModel model = models.defaultModel();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("embedding model")
                .up()
                .withData("model", model.id().value())
                .withData("dimension", model.dimension());
        if (models.all().size() > 1) {
            response.withData(
                    "models",
                    String.join(
                            ", ",
                            models.all().stream().map(each -> each.id().value()).toList()));
        }
        return response.build();
    }
}
