package dev.lockstep.embedding;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/** Makes the model that comes with Lockstep a bean, unless the application brings another. */
@ApplicationScoped
class EmbeddingProducer {

    /** Loaded at start-up, so that the first request does not pay for it and a missing file is found at once. */
    @Produces
    @ApplicationScoped
    @DefaultBean
    @Startup
    EmbeddingModel model(EmbeddingSettings settings, MeterRegistry registry) {
        return BgeSmallModel.load(settings, registry);
    }

    void close(@Disposes EmbeddingModel model) {
        if (model instanceof BgeSmallModel bge) {
            bge.close();
        }
    }
}
