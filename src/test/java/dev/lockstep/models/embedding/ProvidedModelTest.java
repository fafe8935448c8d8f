package dev.lockstep.models.embedding;

import dev.lockstep.models.provided.Provided;
import dev.lockstep.testing.MappedSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a model of quarkus-langchain4j is called, and which settings it may have beside. */
class ProvidedModelTest {

    private static Provided<dev.langchain4j.model.embedding.EmbeddingModel> provided(String provider, String model) {
        return new Provided<>(
                "gpt",
                provider,
                model,
                false,
                Optional.empty(),
                new dev.langchain4j.model.embedding.EmbeddingModel() {});
    }

    private static EmbeddingSettings settings(String... others) {
        return MappedSettings.of(EmbeddingSettings.class, "lockstep.embedding", Map.of(), others)
                .getConfigMapping(EmbeddingSettings.class);
    }

    private static String id(String provider, String model, String... others) {
        EmbeddingSettings settings = settings(others);
        RemoteEmbeddingModel opened = ProvidedModel.open(
                provided(provider, model),
                settings.models().get("gpt"),
                () -> EmbeddingLanes.openFor(
                        "gpt", settings.models().get("gpt").langchain4j(), settings, new SimpleMeterRegistry()),
                () -> null);
        opened.close();
        return opened.id().value();
    }

    @Test
    void anotherModelOrProviderOrDocumentPrefixIsAnotherIdentity() {
        String usual = id("openai", "some-model");

        assertThat(id("openai", "some-model")).isEqualTo(usual).startsWith("gpt@");
        assertThat(id("openai", "some-other")).isNotEqualTo(usual);
        assertThat(id("ollama", "some-model")).isNotEqualTo(usual);
        assertThat(id("openai", "some-model", "models.gpt.document-prefix", "passage: "))
                .isNotEqualTo(usual);
    }

    @Test
    void howItIsAskedDoesNotChangeTheIdentity() {
        assertThat(id(
                        "openai",
                        "some-model",
                        "models.gpt.langchain4j.batch",
                        "8",
                        "models.gpt.query-prefix",
                        "query: "))
                .isEqualTo(id("openai", "some-model"));
    }

    @Test
    void oneNameForTwoModelsIsRefused() {
        assertThatThrownBy(() -> id("openai", "some-model", "models.gpt.folder", "/models/e5"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("lockstep.embedding.models.\"gpt\".folder is \"/models/e5\", but quarkus.langchain4j has an"
                        + " embedding model \"gpt\" too: give one of them another name.");
    }

    @Test
    void aDimensionThatCanNotBeAskedForIsRefused() {
        assertThatThrownBy(() -> id("openai", "some-model", "models.gpt.dimensions", "256"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("it can't be told to shorten its vectors");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> id("openai", "some-model", "models.gpt.langchain4j.batch", "0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "lockstep.embedding.models.\"gpt\".langchain4j.batch is \"0\", but that is too small: set at"
                                + " least 1.");
    }
}
