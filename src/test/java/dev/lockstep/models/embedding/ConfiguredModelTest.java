package dev.lockstep.models.embedding;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.testing.SecondModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A model that is configured by path, beside the one that comes with Lockstep. */
class ConfiguredModelTest {

    private static final String TEXT = "Tigers are striped cats of the jungle.";

    @TempDir
    static Path directory;

    private static EmbeddingModels models;

    @BeforeAll
    static void load() {
        models = load(
                "minilm",
                Map.of(
                        "minilm", FixedModel.second(),
                        "asymmetric", FixedModel.second().withPrefixes("query: ", "passage: "),
                        "first-token", FixedModel.second().withPooling(Pooling.CLS),
                        "short", FixedModel.second().withMaxInput(64)));
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void itsVectorsEqualThoseOfTheReferenceImplementation() {
        var reference = new AllMiniLmL6V2QuantizedEmbeddingModel();
        for (String text : List.of("cat", TEXT, "Café naïve 中文字 😀")) {
            assertThat(dot(
                            embed("minilm", text),
                            reference.embed(text).content().vector()))
                    .as(text)
                    .isGreaterThan(0.99999);
        }
    }

    @Test
    void itsDimensionIsFoundByRunningIt() {
        assertThat(model("minilm").dimension()).isEqualTo(384);
        assertThat(embed("minilm", TEXT)).hasSize(384);
    }

    @Test
    void theSettingChoosesTheDefaultModel() {
        assertThat(models.defaultModel()).isSameAs(model("minilm"));
        assertThat(models.all()).hasSize(5).contains(model(BuiltInModel.NAME));
    }

    @Test
    void aModelIsFoundByItsNameAndByItsId() {
        EmbeddingModel model = model("minilm");
        assertThat(models.named(model.id().value())).containsSame(model);
        assertThat(models.byId(model.id().value())).containsSame(model);
        assertThat(models.byId("minilm")).isEmpty();
    }

    @Test
    void itsIdTellsWhatChangesItsVectors() throws IOException {
        String id = model("minilm").id().value();
        assertThat(id).matches("minilm@[0-9a-f]{12}@onnxruntime-1\\.24\\.2");
        assertThat(hash("first-token")).isNotEqualTo(hash("minilm"));
        assertThat(hash("asymmetric")).isNotEqualTo(hash("minilm"));
        assertThat(hash("short")).isEqualTo(hash("minilm"));
        Path copy = Files.copy(SecondModel.onnx(), directory.resolve("copy.onnx"));
        assertThat(idOf(FixedModel.second().withModel(copy))).isEqualTo(id);
        Files.writeString(directory.resolve("copy.onnx_data"), "other weights");
        assertThat(idOf(FixedModel.second().withModel(copy))).isNotEqualTo(id);
    }

    @Test
    void queriesAndDocumentsGetThePrefixesOfTheModel() {
        assertThat(await(model("asymmetric").embedQuery(TEXT))).isEqualTo(embed("minilm", "query: " + TEXT));
        assertThat(embed("asymmetric", TEXT)).isEqualTo(embed("minilm", "passage: " + TEXT));
        assertThat(model("asymmetric").maxTokens()).isEqualTo(model("minilm").maxTokens() - 2);
        assertThatThrownBy(() -> embed("asymmetric", " \n"))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_TEXT));
    }

    @Test
    void nothingOfALongTextIsCut() {
        assertThat(model("minilm").maxTokens()).isEqualTo(510);
        assertThat(embed("minilm", "a ".repeat(509) + "dog")).isNotEqualTo(embed("minilm", "a ".repeat(509) + "cat"));
        assertThat(model("short").maxTokens()).isEqualTo(62);
        assertThatThrownBy(() -> embed("short", "a ".repeat(63))).hasMessageContaining("63 tokens");
    }

    @Test
    void aLongQueryIsReadUpToItsLimit() {
        String limit = "a ".repeat(61);
        float[] fitting = await(model("short").embedQuery(limit + "dog"));
        assertThat(await(model("short").embedQuery(limit + "dog and more"))).isEqualTo(fitting);
        assertThat(await(model("short").embedQuery(limit + "cat and more"))).isNotEqualTo(fitting);
    }

    private static String idOf(ModelSettings settings) {
        EmbeddingModels loaded = load("minilm", Map.of("minilm", settings));
        try {
            return loaded.defaultModel().id().value();
        } finally {
            loaded.close();
        }
    }

    private static EmbeddingModels load(String defaultModel, Map<String, ModelSettings> configured) {
        return new EmbeddingModels(FixedSettings.withModels(defaultModel, configured), new SimpleMeterRegistry());
    }

    private static String hash(String name) {
        return model(name).id().value().split("@", -1)[1];
    }

    private static EmbeddingModel model(String name) {
        return models.named(name).orElseThrow();
    }

    private static float[] embed(String model, String text) {
        return await(model(model).embedDocuments(List.of(text))).get(0);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
