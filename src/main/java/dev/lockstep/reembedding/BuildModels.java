package dev.lockstep.reembedding;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Generation;
import dev.lockstep.domain.Rejected;
import dev.lockstep.embedding.EmbeddingModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models that generations are built with. */
@ApplicationScoped
class BuildModels {

    private final EmbeddingModel model;

    BuildModels(EmbeddingModel model) {
        this.model = model;
    }

    /** The model that a request names; without a name, the one in use as long as the service runs it. */
    EmbeddingModel asked(@Nullable String name, String inUse) {
        if (name != null && !name.equals(model.id().value())) {
            throw new Rejected(
                    ErrorCode.EMBEDDING_MODEL_MISMATCH,
                    "this service runs " + model.id().value() + ", not " + name,
                    Map.of("property", "embedding_model", "in_use", inUse));
        }
        return model;
    }

    EmbeddingModel of(Generation.Settings settings) {
        require(settings);
        return model;
    }

    /** @throws Conflict when the service does not run it */
    void require(Generation.Settings settings) {
        if (!settings.embeddingModel().equals(model.id().value())) {
            throw new Conflict(
                    ErrorCode.EMBEDDING_MODEL_MISMATCH,
                    "the service does not run " + settings.embeddingModel() + ": configure it, or re-embed with "
                            + model.id().value());
        }
    }
}
