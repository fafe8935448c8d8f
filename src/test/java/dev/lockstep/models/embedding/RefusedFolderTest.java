package dev.lockstep.models.embedding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** One sentence for each way in which a model's folder can be wrong. */
class RefusedFolderTest {

    private static final String SETTINGS = "lockstep.embedding.models.\"mine\".";

    @TempDir
    Path directory;

    private Path folder;

    @BeforeEach
    void write() {
        folder = TinyXlmRoberta.write(directory.resolve("model"));
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing");
        assertThat(refusal(FixedModel.in(missing)))
                .startsWith(SETTINGS + "folder is \"" + missing + "\", but there is no such folder");
    }

    @Test
    void aFolderWithoutAModelOrATokenizerSaysWhatIsLookedFor() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));
        assertThat(refusal(FixedModel.in(folder)))
                .startsWith(SETTINGS + "folder is \"" + folder + "\"")
                .contains("there is no tokenizer.json or onnx/tokenizer.json in it", "tokenizer-path");
        Files.delete(folder.resolve("onnx/model.onnx"));
        assertThat(refusal(FixedModel.in(folder)))
                .contains("no model.onnx or model_quantized.onnx or onnx/model.onnx or onnx/model_quantized.onnx");
    }

    @Test
    void aFileThatDoesNotFitIsNamed() throws IOException {
        Path written = Files.writeString(folder.resolve("onnx/model.onnx"), "no model");
        assertThat(written).exists();
        assertThat(refusal(FixedModel.in(folder)))
                .contains(folder + "\", but onnx/model.onnx in it does not fit, as ONNX Runtime can't load it");
    }

    @Test
    void aFileOfSettingsThatIsNotJsonIsNamed() {
        TinyXlmRoberta.text(folder.resolve("config.json"), "version https://git-lfs");
        assertThat(refusal(FixedModel.in(folder))).contains("config.json in it can't be read as JSON");
    }

    @Test
    void aPoolingThatIsNotKnownIsRefusedUnlessASettingSaysAnother() {
        for (JsonObject unknown : new JsonObject[] {
            new JsonObject().put("pooling_mode_lasttoken", true),
            new JsonObject().put("pooling_mode_cls_token", true).put("pooling_mode_mean_tokens", true),
            new JsonObject().put("word_embedding_dimension", 8)
        }) {
            TinyXlmRoberta.json(folder.resolve("1_Pooling/config.json"), unknown);
            assertThat(refusal(FixedModel.in(folder))).contains("1_Pooling/config.json in it wants ", "or set pooling");
        }
    }

    @Test
    void aLayerBehindThePoolingIsNotLeftOutInSilence() {
        TinyXlmRoberta.text(
                folder.resolve("modules.json"),
                "[{\"type\": \"sentence_transformers.models.Transformer\"},"
                        + " {\"type\": \"sentence_transformers.models.Dense\"}]");
        assertThat(refusal(FixedModel.in(folder)))
                .contains("modules.json in it has a layer Dense, which is not run", "sentence_embedding");
    }

    @Test
    void moreDimensionsThanTheModelHasAreRefused() {
        assertThat(refusal(FixedModel.in(folder).withDimensions(9)))
                .startsWith(SETTINGS + "dimensions is \"9\", but the model's vectors have 8 numbers");
        assertThat(refusal(FixedModel.in(folder).withDimensions(0))).contains("dimensions is \"0\"");
    }

    @Test
    void moreThanItHasPositionsForIsRefused() {
        assertThat(refusal(FixedModel.in(folder).withMaxInput(TinyXlmRoberta.MAX_INPUT + 1)))
                .startsWith(SETTINGS + "max-input is \"33\"")
                .contains("can't read that many tokens at once");
    }

    @Test
    void aModelThatDoesNotPoolCanNotBeLeftToDoSo() {
        assertThat(refusal(FixedModel.in(folder).withPooling(Pooling.MODEL)))
                .contains("it has no output sentence_embedding");
    }

    @Test
    void aLanguageThatIsNoneIsRefused() {
        assertThat(refusal(FixedModel.in(folder).withLanguages("en,english")))
                .startsWith(SETTINGS + "languages is \"en,english\"");
    }

    private static String refusal(ModelSettings settings) {
        var refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> new EmbeddingModels(
                        FixedSettings.withModels("mine", Map.of("mine", settings)), new SimpleMeterRegistry()));
        assertThat(refused.getMessage()).doesNotContain("\n").endsWith(".");
        assertThat(refused).hasNoCause();
        return refused.getMessage();
    }
}
