package dev.lockstep.models.embedding;

import dev.lockstep.testing.SecondModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** One sentence for each way in which a configured model can be wrong. */
class RefusedModelTest {

    private static final FixedModel SECOND = FixedModel.second();

    @TempDir
    Path directory;

    @Test
    void aPathWithoutAFileIsNamed() {
        Path missing = directory.resolve("missing.onnx");
        assertThat(refusal(SECOND.withModel(missing)))
                .startsWith("lockstep.embedding.models.\"mine\".model-path is \"" + missing
                        + "\", but there is no such file");
        assertThat(refusal(SECOND.withTokenizer(directory)))
                .startsWith("lockstep.embedding.models.\"mine\".tokenizer-path is \"" + directory + "\", but");
    }

    @Test
    void aFileThatIsNoModelIsNamed() {
        assertThat(refusal(SECOND.withModel(SecondModel.tokenizer()))).contains(".model-path", "can't load it");
    }

    @Test
    void halfAModelIsNoModel() throws IOException {
        byte[] whole = Files.readAllBytes(SecondModel.onnx());
        Path half = Files.write(directory.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(refusal(SECOND.withModel(half))).contains(".model-path", "can't load it");
    }

    @Test
    void aFileThatIsNoTokenizerIsNamed() throws IOException {
        for (String content : new String[] {"", "{}", "not json", "{\"model\": {\"type\": \"unknown\"}}"}) {
            Path file = Files.writeString(directory.resolve("tokenizer.json"), content);
            assertThat(refusal(SECOND.withTokenizer(file)))
                    .as(content)
                    .contains(".tokenizer-path", "it can't be read as a tokenizer");
        }
        assertThat(refusal(SECOND.withTokenizer(SecondModel.onnx()))).contains(".tokenizer-path");
    }

    @Test
    void aTokenizerWithMoreWordsThanTheModelIsRefused() throws IOException {
        String json = Files.readString(SecondModel.tokenizer(), StandardCharsets.UTF_8);
        Path other = Files.writeString(
                directory.resolve("other.json"), json.replace("\"vocab\": {", "\"vocab\": {\"lockstepword\": 40000,"));
        assertThat(refusal(SECOND.withTokenizer(other)))
                .contains(".tokenizer-path", "the model does not know its token 40000");
    }

    @Test
    void aModelThatReadsLessThanConfiguredIsRefused() {
        assertThat(refusal(SECOND.withMaxInput(513)))
                .startsWith("lockstep.embedding.models.\"mine\".max-input is \"513\"")
                .contains("can't read that many tokens at once");
    }

    @Test
    void aModelThatHasNoRoomForTextIsRefused() {
        assertThat(refusal(SECOND.withMaxInput(4).withPrefixes("one two ", "")))
                .contains("max-input is \"4\"", "take 4");
    }

    @Test
    void anUnknownDefaultModelIsRefusedNamingTheKnown() {
        assertThat(refusal(FixedSettings.withModels("other", Map.of("mine", SECOND))))
                .startsWith("lockstep.embedding.model is \"other\"")
                .contains("bge-small-en-v1.5-q, mine");
    }

    @Test
    void theNameOfTheBuiltInModelIsTaken() {
        assertThat(refusal(FixedSettings.withModels(BuiltInModel.NAME, Map.of(BuiltInModel.NAME, SECOND))))
                .contains("choose another name");
        assertThat(refusal(FixedSettings.withModels(BuiltInModel.NAME, Map.of("a/b", SECOND))))
                .contains("lockstep.embedding.models is \"a/b\"");
    }

    private static String refusal(ModelSettings settings) {
        return refusal(FixedSettings.withModels("mine", Map.of("mine", settings)));
    }

    private static String refusal(EmbeddingSettings settings) {
        var refused = catchThrowableOfType(
                ConfigurationException.class, () -> new EmbeddingModels(settings, new SimpleMeterRegistry()));
        assertThat(refused.getMessage()).doesNotContain("\n").endsWith(".");
        // Only then Quarkus tells the sentence without a trace.
        assertThat(refused).hasNoCause();
        return refused.getMessage();
    }
}
