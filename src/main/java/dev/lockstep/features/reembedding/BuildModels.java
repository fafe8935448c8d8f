package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Generation;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models that generations are built with. */
@ApplicationScoped
class BuildModels {

    private final EmbeddingModels models;

    BuildModels(EmbeddingModels models) {
        this.models = models;
    }

    /**
     * Returns the model that a request names; without a name, the one in use, or the default one when the service no
     * longer runs that.
     */
    EmbeddingModel asked(@Nullable String name, String inUse) {
        return name == null
                ? models.byId(inUse).orElseGet(models::defaultModel)
                : models.require(name, "embedding_model");
    }

    /** @throws Conflict when the service does not run it */
    EmbeddingModel of(Generation.Settings settings) {
        return models.byId(settings.embeddingModel())
                .filter(model -> model.gives(settings.dimension()))
                .orElseThrow(() -> new Conflict(
                        ErrorCode.EMBEDDING_MODEL_MISMATCH,
                        "the service does not run " + settings.embeddingModel()
                                + ": configure it again, or re-embed with one that it runs",
                        Map.of("expected", settings.embeddingModel())));
    }

    /** @throws Conflict when the service does not run it */
    void require(Generation.Settings settings) {
        EmbeddingModel unused = of(settings);
    }
}
