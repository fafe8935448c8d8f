package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.testing.SecondModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** One sentence for each way in which the settings of a model behind HTTP can be wrong. */
class RefusedRemoteTest {

    private static final String PREFIX = "lockstep.embedding.models.\"far\".";
    private static final FixedRemote FINE = FixedRemote.at("http://localhost:1/v1", Protocol.OPENAI);

    @ParameterizedTest
    @ValueSource(strings = {"localhost:11434", "ftp://a/v1", "not an address", "http:///v1"})
    void whatIsNoAddressIsRefused(String url) {
        assertThat(refusal(FixedRemote.at(url, Protocol.OPENAI)))
                .startsWith(PREFIX + "remote.url is \"")
                .contains("that is not the address of an embedding model");
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        assertThat(refusal(FixedRemote.at("https://me:hush@host/v1?key=hush", Protocol.OPENAI)))
                .contains("a user, a password or parameters in it", "remote.api-key")
                .doesNotContain("hush");
    }

    @Test
    void anUnknownTokenizerIsRefusedNamingTheKnown() {
        assertThat(refusal(FINE.withTokenizer("best")))
                .startsWith(PREFIX + "remote.tokenizer is \"best\"")
                .contains("characters, bge-small-en-v1.5-q, ", "cl100k_base", "tokenizer-path");
    }

    @Test
    void aModelIsEitherAFileOrBehindHttp() {
        assertThat(refusal(FixedModel.remote(FINE).withModel(SecondModel.onnx())))
                .startsWith(PREFIX + "model-path")
                .contains("remote.url is set too");
        assertThat(refusal(FixedModel.remote(FINE).with("folder", "/models")))
                .startsWith(PREFIX + "folder")
                .contains("remote.url is set too");
        assertThat(refusal(FixedModel.NONE)).contains(PREFIX + "model-path is not set", "remote.url");
    }

    @Test
    void whatCanNotWorkIsRefused() {
        assertThat(refusal(FINE.withDimension(0))).startsWith(PREFIX + "remote.dimension is \"0\"");
        assertThat(refusal(FixedRemote.at("http://localhost:1", Protocol.OLLAMA).withDimension(3)))
                .startsWith(PREFIX + "remote.send-dimension is \"true\"");
        assertThat(refusal(FixedModel.remote(FINE).withDimensions(1_000_000)))
                .startsWith(PREFIX + "dimensions is \"1000000\"")
                .contains("(remote.dimension)");
        assertThat(refusal(FixedModel.remote(FINE).withMaxInput(RemoteInput.AROUND)))
                .startsWith(PREFIX + "max-input");
    }

    private static String refusal(FixedRemote remote) {
        return refusal(FixedModel.remote(remote));
    }

    private static String refusal(ModelSettings settings) {
        var refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> new EmbeddingModels(
                        FixedSettings.withModels(BuiltInModel.NAME, Map.of("far", settings)),
                        new SimpleMeterRegistry()));
        assertThat(refused.getMessage()).doesNotContain("\n").endsWith(".");
        assertThat(refused).hasNoCause();
        return refused.getMessage();
    }
}
