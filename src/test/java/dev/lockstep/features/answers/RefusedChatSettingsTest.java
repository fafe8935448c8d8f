package dev.lockstep.features.answers;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** One sentence for each way in which the settings of answers can be wrong. */
class RefusedChatSettingsTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get();
    }

    /** As they would be read from the environment. */
    static AnswerSettings settings(Map<String, String> values) {
        Map<String, String> all = new HashMap<>();
        values.forEach((name, value) -> all.put("lockstep.answers." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AnswerSettings.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(AnswerSettings.class);
    }

    @Test
    void withoutAnAddressThereIsNoModel() {
        assertThat(new ChatModels(settings(Map.of()), List.of(), VERTX).configured())
                .isEmpty();
    }

    @Test
    void anAddressAndANameAreEnough() {
        ChatModels models =
                new ChatModels(settings(Map.of("url", "http://localhost:1/v1", "model", "llama")), List.of(), VERTX);

        assertThat(models.configured().orElseThrow().name()).isEqualTo("llama");
        models.close();
    }

    @Test
    void aModelNeedsItsName() {
        assertThat(refusal(Map.of("url", "http://localhost:1/v1")))
                .isEqualTo("lockstep.answers.url is \"http://localhost:1/v1\", but lockstep.answers.model is not set:"
                        + " name the model that is to answer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://bob:s3cret@localhost/v1", "http://localhost/v1?key=s3cret", "ftp://b:s3cret@a"})
    void aSecretInAnAddressIsNotRepeated(String url) {
        assertThat(refusal(Map.of("url", url, "model", "llama")))
                .contains("lockstep.answers.url", "lockstep.answers.api-key")
                .doesNotContain("s3cret");
        assertThat(refusal(Map.of("url", url)))
                .contains("lockstep.answers.model")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 0s",
        "silence, 0s",
        "max-concurrent, 0",
        "max-waiting, -1",
        "max-retries, -1",
        "default-limit, 0",
        "max-limit, 7",
        "default-tokens, 0",
        "max-tokens, 799",
        "max-prompt-length, 3999"
    })
    void aBoundThatMakesNoSenseIsNamed(String setting, String value) {
        assertThat(refusal(Map.of(setting, value))).startsWith("lockstep.answers." + setting + " is \"");
    }

    private static String refusal(Map<String, String> values) {
        return catchThrowableOfType(
                        ConfigurationException.class, () -> new ChatModels(settings(values), List.of(), VERTX))
                .getMessage();
    }
}
