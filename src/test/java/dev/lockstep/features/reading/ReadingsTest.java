package dev.lockstep.features.reading;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Fluency;
import dev.lockstep.domain.ModelReading;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.models.embedding.ModelId;
import dev.lockstep.models.embedding.ModelLanguages;
import dev.lockstep.models.embedding.Tokenizer;
import dev.lockstep.models.embedding.WordHashModel;
import dev.lockstep.stores.catalog.knowledgebases.ModelReadings;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ReadingsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @Inject
    ModelReadings kept;

    @Inject
    StoreInspector stores;

    /** A model of hashed words that counts its trials, under a name of its own; none of it is known from other tests. */
    private static final class CountedModel implements EmbeddingModel {

        private final WordHashModel words = new WordHashModel();
        private final ModelId id = new ModelId("counted-" + UUID.randomUUID());
        private final AtomicInteger trials = new AtomicInteger();
        private ModelLanguages languages = ModelLanguages.UNDECLARED;
        private Uni<Void> before = Uni.createFrom().voidItem();

        CountedModel declaring(String... codes) {
            languages = ModelLanguages.of(codes);
            return this;
        }

        CountedModel waitingFor(Uni<Void> what) {
            before = what;
            return this;
        }

        @Override
        public ModelId id() {
            return id;
        }

        @Override
        public int dimension() {
            return words.dimension();
        }

        @Override
        public int maxTokens() {
            return words.maxTokens();
        }

        @Override
        public int maxQueryTokens() {
            return words.maxQueryTokens();
        }

        @Override
        public Tokenizer tokenizer() {
            return words.tokenizer();
        }

        @Override
        public ModelLanguages languages() {
            return languages;
        }

        @Override
        public Uni<float[]> embedQuery(String query) {
            return before.chain(() -> words.embedQuery(query));
        }

        @Override
        public Uni<List<float[]>> embedDocuments(List<String> texts) {
            trials.incrementAndGet();
            return before.chain(() -> words.embedDocuments(texts));
        }
    }

    @Test
    void whatIsMeasuredIsKeptForAllProcesses() {
        CountedModel model = new CountedModel();

        Optional<ModelReading> here = measured(new Readings(kept), model, "de", LONG);
        Optional<ModelReading> elsewhere = measured(new Readings(kept), model, "de", LONG);

        assertThat(here).isPresent().isEqualTo(elsewhere);
        assertThat(here.get().first()).isLessThan(ModelReading.WELL);
        assertThat(model.trials).hasValue(1);
    }

    @Test
    void manyWhoAskAtOnceMeasureOnce() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CountedModel model = new CountedModel().waitingFor(Uni.createFrom().completionStage(gate));
        Readings readings = new Readings(kept);

        List<CompletableFuture<Optional<ModelReading>>> all = IntStream.range(0, 5)
                .mapToObj(i -> readings.measured(model, "fr", LONG).subscribeAsCompletionStage())
                .toList();
        gate.complete(null);

        assertThat(all).allSatisfy(each -> assertThat(each.join()).isPresent());
        assertThat(model.trials).hasValue(1);
    }

    @Test
    void whoeverDoesNotWaitFindsItLater() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CountedModel model = new CountedModel().waitingFor(Uni.createFrom().completionStage(gate));
        Readings readings = new Readings(kept);

        assertThat(measured(readings, model, "th", SHORT)).isEmpty();
        assertThat(fluency(readings, model, "th", SHORT)).isEqualTo(Fluency.UNKNOWN);
        gate.complete(null);

        assertThat(measured(readings, model, "th", LONG)).isPresent();
        assertThat(model.trials).hasValue(1);
    }

    @Test
    void aModelThatIsAwayIsNotAskedAgainAtOnce() {
        CountedModel model = new CountedModel()
                .waitingFor(Uni.createFrom()
                        .failure(new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "The server is away.", null)));
        Readings readings = new Readings(kept);

        assertThat(measured(readings, model, "sv", LONG)).isEmpty();
        assertThat(measured(readings, model, "sv", LONG)).isEmpty();

        assertThat(model.trials).hasValue(1);
        assertThat(stores.count("SELECT count(*) FROM model_reading WHERE model = '" + model.id() + "'"))
                .isZero();
    }

    @Test
    void whatIsDeclaredIsBelieved() {
        CountedModel model = new CountedModel().declaring("ta");

        assertThat(fluency(new Readings(kept), model, "ta", LONG)).isEqualTo(Fluency.WELL);
        assertThat(model.trials).hasValue(0);
    }

    @Test
    void aLanguageWithoutASampleIsUnknown() {
        CountedModel model = new CountedModel();

        for (String language : List.of("und", "auto", "eu")) {
            assertThat(fluency(new Readings(kept), model, language, LONG)).isEqualTo(Fluency.UNKNOWN);
        }
        assertThat(model.trials).hasValue(0);
    }

    @Test
    void theModelsThatReadItAreNamed() {
        CountedModel english = new CountedModel().declaring("en");
        CountedModel many = new CountedModel().declaring(ModelLanguages.ALL);
        UnreadLanguages unread = new UnreadLanguages(EmbeddingModels.of(english, many), new Readings(kept));

        String message = unread.of(english.id().value(), "de", LONG)
                .await()
                .atMost(LONG)
                .orElseThrow()
                .message();

        assertThat(message)
                .contains("German (de)", english.id().value(), many.id().value())
                .doesNotContain("No model");
        assertThat(unread.of(many.id().value(), "de", LONG).await().atMost(LONG))
                .isEmpty();
    }

    @Test
    void whereNoneReadsItTheDocumentationIsNamed() {
        CountedModel english = new CountedModel().declaring("en");
        UnreadLanguages unread = new UnreadLanguages(EmbeddingModels.of(english), new Readings(kept));

        assertThat(unread.of(english.id().value(), "de", LONG)
                        .await()
                        .atMost(LONG)
                        .orElseThrow()
                        .message())
                .contains("No model of this service reads it", "docs/models.md", "/reembed");
    }

    @Test
    void ofAModelThatIsGoneNothingIsSaid() {
        UnreadLanguages unread = new UnreadLanguages(EmbeddingModels.of(new CountedModel()), new Readings(kept));

        assertThat(unread.of("gone", "de", LONG).await().atMost(LONG)).isEmpty();
    }

    private static Optional<ModelReading> measured(
            Readings readings, EmbeddingModel model, String language, Duration patience) {
        return readings.measured(model, language, patience).await().atMost(LONG);
    }

    private static Fluency fluency(Readings readings, EmbeddingModel model, String language, Duration patience) {
        return readings.fluency(model, language, patience).await().atMost(LONG);
    }
}
