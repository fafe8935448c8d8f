package dev.lockstep.models.rerank;

import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.models.embedding.FixedModel;
import dev.lockstep.models.embedding.FixedSettings;
import dev.lockstep.testing.SecondModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** One sentence for each way in which a configured reranker can be wrong. */
class RefusedRerankerTest {

    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void withoutAPathOrAnAddressThereIsNone() {
        assertThat(new Rerankers(FixedRerank.OFF, List.of(), VERTX, new SimpleMeterRegistry()).configured())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "ftp://localhost/rerank", "http:///rerank", "http://a b/", "rerank"})
    void anAddressThatIsNoneIsNamed(String url) {
        assertThat(refusal(FixedRerank.at(url)))
                .startsWith("lockstep.rerank.url is \"" + url + "\", but that is not the address of a reranker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://bob:s3cret@localhost/rerank", "ftp://bob:s3cret@localhost/rerank"})
    void aPasswordInAnAddressIsNotRepeated(String url) {
        assertThat(refusal(FixedRerank.at(url))).contains("lockstep.rerank.url").doesNotContain("s3cret");
    }

    @Test
    void onlyOneOfBothMayBeSet() {
        assertThat(refusal(FixedRerank.of(directory, directory).withUrl("http://localhost/rerank")))
                .contains("lockstep.rerank.model-path", "lockstep.rerank.url is set too");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThat(refusal(FixedRerank.in(directory.resolve("missing"))))
                .startsWith("lockstep.rerank.folder is \"")
                .contains("there is no such folder");
        assertThat(refusal(FixedRerank.in(directory).withUrl("http://localhost/rerank")))
                .contains("lockstep.rerank.folder", "lockstep.rerank.url is set too");
    }

    @Test
    void aModelNeedsItsTokenizer() {
        assertThat(refusal(FixedRerank.OFF.withModel("a.onnx", Optional.empty())))
                .contains("lockstep.rerank.tokenizer-path is not set");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(refusal(FixedRerank.of(directory.resolve("missing.onnx"), SecondModel.tokenizer())))
                .startsWith("lockstep.rerank.model-path is \"")
                .contains("there is no such file");
    }

    @Test
    void aModelOfTheOtherKindIsRefused() {
        assertThat(refusal(FixedRerank.of(SecondModel.onnx(), SecondModel.tokenizer())))
                .startsWith("lockstep.rerank.model-path is \"")
                .contains("it gives no score for a pair of texts");
        FixedModel mine = FixedModel.second().withModel(TinyCrossEncoder.write(directory));
        var refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> new EmbeddingModels(
                        FixedSettings.withModels("mine", Map.of("mine", mine)), new SimpleMeterRegistry()));
        assertThat(refused).hasMessageContaining("it gives no vector of floats for each token");
    }

    private static String refusal(RerankSettings settings) {
        var refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> new Rerankers(settings, List.of(), VERTX, new SimpleMeterRegistry()));
        assertThat(refused.getMessage()).doesNotContain("\n").endsWith(".");
        assertThat(refused).hasNoCause();
        return refused.getMessage();
    }
}
