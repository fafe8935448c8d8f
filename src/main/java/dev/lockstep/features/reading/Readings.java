package dev.lockstep.features.reading;

import dev.lockstep.domain.Fluency;
import dev.lockstep.domain.ModelReading;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.reading.ReadingSample;
import dev.lockstep.models.embedding.reading.ReadingTrial;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.knowledgebases.ModelReadings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Knows how well models read languages. What is not declared is measured when it is first needed, by one process for all; a model that
 * is away is asked again later.
 */
@ApplicationScoped
public class Readings {

    private static final Logger LOG = Logger.getLogger(Readings.class);

    /** A trial may wait behind an ingest; it holds up nobody. */
    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(2);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

    private final ModelReadings kept;
    private final Map<Question, Attempt> attempts = new ConcurrentHashMap<>();

    Readings(ModelReadings kept) {
        this.kept = kept;
    }

    /** @param language of the sample */
    private record Question(String model, String language) {}

    /**
     * Says how well the model reads the language.
     *
     * @param patience how long to wait for what has to be measured first, counted from its beginning: unknown until then
     */
    Uni<Fluency> fluency(EmbeddingModel model, String language, Duration patience) {
        if (model.languages().reads(language)) {
            return Uni.createFrom().item(Fluency.WELL);
        }
        return measured(model, language, patience)
                .map(found -> found.map(ModelReading::fluency).orElse(Fluency.UNKNOWN));
    }

    /**
     * Returns what was measured, whatever is declared. There is nothing of a language without a sample, and nothing yet of a model that
     * is away or busy for longer than the patience; the measuring goes on without whoever asked for it.
     */
    public Uni<Optional<ModelReading>> measured(EmbeddingModel model, String language, Duration patience) {
        Optional<String> sampled = ReadingSample.languageFor(language);
        if (sampled.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Attempt attempt = attempts.compute(
                new Question(model.id().value(), sampled.get()),
                (question, before) -> before == null || before.isOver() ? attempt(model, question.language()) : before);
        return CallerContext.resume(attempt.outcome(patience));
    }

    private Attempt attempt(EmbeddingModel model, String language) {
        Uni<ModelReading> work = kept.find(model.id().value(), language, ReadingSample.EDITION)
                .chain(found ->
                        found.map(reading -> Uni.createFrom().item(reading)).orElseGet(() -> measure(model, language)))
                .ifNoItem()
                .after(LONGEST_TRIAL)
                .fail()
                .onFailure()
                .invoke(failure ->
                        LOG.debugf(failure, "Can't tell yet whether %s reads language %s", model.id(), language));
        return new Attempt(work, PAUSE_AFTER_FAILURE);
    }

    private Uni<ModelReading> measure(EmbeddingModel model, String language) {
        return ReadingTrial.of(model, language)
                .invoke(reading -> LOG.infof(
                        "%s finds %.0f %% of what the sample of language %s asks for: %s",
                        reading.model(), reading.first() * 100, language, reading.fluency()))
                .call(reading ->
                        kept.keep(reading, ReadingSample.EDITION).onFailure().recoverWithNull());
    }
}
