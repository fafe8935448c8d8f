package dev.lockstep.models.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.models.embedding.TinyXlmRoberta.Parting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Models of the XLM-RoBERTa family: one so small that its vectors can be computed here as well. */
class XlmRobertaTest {

    private static final float TOLERANCE = 1e-6F;

    @TempDir
    static Path directory;

    private static EmbeddingModels models;

    @BeforeAll
    static void load() {
        Path folder = TinyXlmRoberta.write(directory.resolve("xlmr"));
        Path pooled = TinyXlmRoberta.write(directory.resolve("pooled"));
        Path ignored = TinyXlmRoberta.pooled().write(pooled.resolve("onnx/model.onnx"));
        Path other = TinyXlmRoberta.write(directory.resolve("metaspace"));
        TinyXlmRoberta.text(other.resolve("tokenizer.json"), TinyXlmRoberta.tokenizerJson(Parting.METASPACE));
        models = new EmbeddingModels(
                FixedSettings.withModels(
                        "xlmr",
                        Map.of(
                                "xlmr", FixedModel.in(folder),
                                "metaspace", FixedModel.in(other),
                                "cls",
                                        FixedModel.in(folder)
                                                .withPooling(Pooling.CLS)
                                                .withPrefixes("cat ", "the "),
                                "pooled", FixedModel.in(pooled),
                                "pooled-by-mean", FixedModel.in(pooled).withPooling(Pooling.MEAN))),
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @ParameterizedTest
    @EnumSource
    void aTextIsReadBehindItsPrefixWithoutTypesOfTokens(Parting parting) {
        String name = parting == Parting.METASPACE ? "metaspace" : "xlmr";
        assertEquals(embed(name, "the tiger"), mean("<s>", "▁passage", ":", "▁the", "▁tiger", "</s>"));
        assertEquals(
                await(model(name).embedQuery("striped cats")),
                mean("<s>", "▁query", ":", "▁striped", "▁cat", "s", "</s>"));
        assertEquals(embed(name, "中文猫"), mean("<s>", "▁passage", ":", "▁", "中文", "猫", "</s>"));
        assertEquals(embed(name, "tiger"), mean("<s>", "▁passage", ":", "▁tiger", "</s>"));
    }

    @Test
    void positionsBeginBehindThePaddingSoThatThereIsRoomForTwoTokensLess() {
        EmbeddingModel model = model("xlmr");
        assertThat(model.maxTokens()).isEqualTo(TinyXlmRoberta.MAX_INPUT - 2 - 2);
        String longest = "cat ".repeat(model.maxTokens());
        String[] tokens = Stream.of(
                        Stream.of("<s>", "▁passage", ":"),
                        Stream.generate(() -> "▁cat").limit(model.maxTokens()),
                        Stream.of("</s>"))
                .flatMap(part -> part)
                .toArray(String[]::new);
        assertThat(tokens).hasSize(TinyXlmRoberta.MAX_INPUT);
        assertEquals(embed("xlmr", longest), mean(tokens));
        assertThatThrownBy(() -> embed("xlmr", longest + "cat")).hasMessageContaining("reads at most");
    }

    @Test
    void aLongQueryIsCutAndStillEndsAsItShould() {
        String[] tokens = Stream.of(
                        Stream.of("<s>", "▁query", ":"),
                        Stream.generate(() -> "▁cat").limit(model("xlmr").maxQueryTokens()),
                        Stream.of("</s>"))
                .flatMap(part -> part)
                .toArray(String[]::new);
        assertEquals(await(model("xlmr").embedQuery("cat ".repeat(100))), mean(tokens));
    }

    @Test
    void settingsComeBeforeFiles() {
        assertEquals(embed("cls", "tiger"), mean("<s>"));
        assertThat(model("cls").maxTokens()).isEqualTo(TinyXlmRoberta.MAX_INPUT - 2 - 1);
    }

    @Test
    void aModelThatPoolsByItselfIsLeftToDoSo() {
        float[] mean = mean("<s>", "▁passage", ":", "▁tiger", "</s>");
        float[] opposite = mean.clone();
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = -opposite[i];
        }
        assertEquals(embed("pooled", "tiger"), opposite);
        assertEquals(embed("pooled-by-mean", "tiger"), mean);
        assertThat(model("pooled").dimension()).isEqualTo(TinyXlmRoberta.DIMENSION);
    }

    @ParameterizedTest
    @EnumSource
    void textWithoutAnythingToReadIsRefused(Parting parting) {
        String name = parting == Parting.METASPACE ? "metaspace" : "xlmr";
        for (String blank : List.of(" ", " \n\n", "\u3000")) {
            assertThatThrownBy(() -> embed(name, blank))
                    .isInstanceOfSatisfying(
                            Rejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_TEXT));
            assertThatThrownBy(() -> await(model(name).embedQuery(blank)))
                    .isInstanceOfSatisfying(
                            Rejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_QUERY));
        }
    }

    private static float[] mean(String... tokens) {
        return TinyXlmRoberta.mean(
                Stream.of(tokens).mapToLong(TinyXlmRoberta::id).toArray());
    }

    private static void assertEquals(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("number " + i).isCloseTo(expected[i], within(TOLERANCE));
        }
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
}
