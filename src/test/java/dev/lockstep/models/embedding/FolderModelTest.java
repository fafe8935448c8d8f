package dev.lockstep.models.embedding;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import dev.lockstep.testing.SecondModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Models of the BERT family that are given as the folder they were published in: one for English, and one for Chinese. */
class FolderModelTest {

    private static final String CHINESE = "bge-small-zh-v1.5-q";
    private static final String INSTRUCTION = "为这个句子生成表示以用于检索相关文章：";
    private static final List<String> CHINESE_TEXTS = List.of("猫", "老虎是丛林里的大型猫科动物。", "火箭燃烧氧气和煤油，2026年。");

    @TempDir
    static Path directory;

    private static EmbeddingModels models;

    @BeforeAll
    static void load() throws IOException {
        Path english = directory.resolve("all-MiniLM-L6-v2");
        copy(SecondModel.onnx(), english.resolve("model.onnx"));
        copy(SecondModel.tokenizer(), english.resolve("tokenizer.json"));
        pooledBy("pooling_mode_mean_tokens", english);
        TinyXlmRoberta.json(english.resolve("sentence_bert_config.json"), new JsonObject().put("max_seq_length", 256));
        Path chinese = directory.resolve("bge-small-zh-v1.5");
        copyResource(CHINESE + ".onnx", chinese.resolve("onnx/model_quantized.onnx"));
        copyResource(CHINESE + "-tokenizer.json", chinese.resolve("tokenizer.json"));
        pooledBy("pooling_mode_cls_token", chinese);
        TinyXlmRoberta.json(
                chinese.resolve("config.json"),
                new JsonObject().put("model_type", "bert").put("max_position_embeddings", 512));
        FixedModel zh = FixedModel.in(chinese);
        models = new EmbeddingModels(
                FixedSettings.withModels(
                        "minilm",
                        Map.of(
                                "minilm", FixedModel.in(english),
                                "minilm-64", FixedModel.in(english).withDimensions(64),
                                "zh", zh.with("query-prefix", INSTRUCTION).withLanguages("zh"))),
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void theVectorsOfAFolderEqualThoseOfTheReferenceImplementation() {
        var reference = new AllMiniLmL6V2QuantizedEmbeddingModel();
        for (String text : List.of("cat", "Tigers are striped cats of the jungle.", "Café naïve 中文字 😀")) {
            float[] expected = reference.embed(text).content().vector();
            assertThat(dot(embed("minilm", text), expected)).as(text).isGreaterThan(0.99999);
        }
    }

    @Test
    void aChineseModelIsReadFromItsFolderToo() {
        var reference = new BgeSmallZhV15QuantizedEmbeddingModel();
        for (String text : CHINESE_TEXTS) {
            float[] expected = reference.embed(text).content().vector();
            assertThat(dot(embed("zh", text), expected)).as(text).isGreaterThan(0.99999);
        }
        assertThat(model("zh").dimension()).isEqualTo(512);
        assertThat(model("zh").languages().reads("zh")).isTrue();
        assertThat(model("minilm").languages().isDeclared()).isFalse();
    }

    @Test
    void aChineseQuestionIsNearestToItsAnswer() {
        float[] query = await(model("zh").embedQuery("哪种动物生活在丛林里？"));
        assertThat(query).isEqualTo(embed("zh", INSTRUCTION + "哪种动物生活在丛林里？"));
        assertThat(dot(query, embed("zh", CHINESE_TEXTS.get(1))))
                .isGreaterThan(dot(query, embed("zh", CHINESE_TEXTS.get(2))) + 0.1);
    }

    @Test
    void theFolderSaysHowMuchIsRead() {
        assertThat(model("minilm").maxTokens()).isEqualTo(254);
        assertThat(model("zh").maxTokens()).isEqualTo(510);
    }

    @Test
    void aFolderAndItsFilesAreTheSameModel() {
        EmbeddingModels byPath = new EmbeddingModels(
                FixedSettings.withModels("minilm", Map.of("minilm", FixedModel.second())), new SimpleMeterRegistry());
        try {
            assertThat(byPath.defaultModel().id()).isEqualTo(model("minilm").id());
        } finally {
            byPath.close();
        }
    }

    @Test
    void shortenedVectorsAreTheBeginningsOfTheWholeOnesAtUnitLength() {
        float[] whole = embed("minilm", "striped cats");
        float[] shortened = embed("minilm-64", "striped cats");
        assertThat(model("minilm-64").dimension()).isEqualTo(64);
        assertThat(shortened).hasSize(64);
        assertThat(dot(shortened, shortened)).isCloseTo(1, within(1e-5));
        float factor = shortened[0] / whole[0];
        for (int i = 0; i < shortened.length; i++) {
            assertThat(shortened[i]).isCloseTo(whole[i] * factor, within(1e-5F));
        }
        assertThat(hash("minilm-64")).isNotEqualTo(hash("minilm"));
    }

    private static void pooledBy(String mode, Path folder) {
        TinyXlmRoberta.json(
                folder.resolve("1_Pooling/config.json"),
                new JsonObject()
                        .put("pooling_mode_cls_token", false)
                        .put("pooling_mode_mean_tokens", false)
                        .put(mode, true));
    }

    private static void copy(Path from, Path to) throws IOException {
        Path copied = Files.copy(from, TinyXlmRoberta.created(to));
        assertThat(copied).exists();
    }

    private static void copyResource(String name, Path to) throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(FolderModelTest.class.getClassLoader().getResourceAsStream(name), name)) {
            assertThat(Files.copy(resource, TinyXlmRoberta.created(to))).isPositive();
        }
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
