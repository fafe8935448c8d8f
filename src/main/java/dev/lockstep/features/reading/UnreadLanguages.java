package dev.lockstep.features.reading;

import dev.lockstep.domain.Fluency;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says where a model does not read the language that it is used for. It never fails, and never waits for long. */
@ApplicationScoped
public class UnreadLanguages {

    /** Whoever makes or reads a knowledge base waits so long for a first measuring; with a model in process it takes less. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EmbeddingModels models;
    private final Readings readings;

    UnreadLanguages(EmbeddingModels models, Readings readings) {
        this.models = models;
        this.readings = readings;
    }

    /**
     * Tells whether a model does not read a language well.
     *
     * @param modelId of a model that may be gone
     * @param language null or one that is no language in particular when nothing can be said
     * @param patience how long to wait for what is not known yet
     * @return empty when the model reads it, or when that is not known
     */
    public Uni<Optional<UnreadLanguage>> of(String modelId, @Nullable String language, Duration patience) {
        Optional<EmbeddingModel> model = models.byId(modelId);
        if (model.isEmpty() || language == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return readings.fluency(model.get(), language, patience)
                .chain(fluency -> fluency.isPoor()
                        ? readers(language, patience)
                                .map(readers -> Optional.of(new UnreadLanguage(language, modelId, fluency, readers)))
                        : Uni.createFrom().item(Optional.<UnreadLanguage>empty()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** Returns the ids of all models that are known to read the language well. */
    private Uni<List<String>> readers(String language, Duration patience) {
        List<EmbeddingModel> all = models.all();
        return Uni.join()
                .all(all.stream()
                        .map(model -> readings.fluency(model, language, patience))
                        .toList())
                .andFailFast()
                .map(fluencies -> IntStream.range(0, all.size())
                        .filter(i -> fluencies.get(i) == Fluency.WELL)
                        .mapToObj(i -> all.get(i).id().value())
                        .toList());
    }
}
