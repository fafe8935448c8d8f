package dev.lockstep.models.embedding;

import dev.lockstep.domain.Unavailable;
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
                .withData("model", model.id().value());
        tellDimension(model, response);
        if (models.all().size() > 1) {
            response.withData(
                    "models",
                    String.join(
                            ", ",
                            models.all().stream().map(each -> each.id().value()).toList()));
        }
        return response.build();
    }

    /** A server that has not been asked yet is no reason not to be ready: it may be away at any time. */
    private static void tellDimension(EmbeddingModel model, HealthCheckResponseBuilder response) {
        try {
            response.withData("dimension", model.dimension());
        } catch (Unavailable e) {
            response.withData("dimension", "not known yet");
        }
    }
}
