package dev.lockstep.models.embedding;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Rejected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BuiltInModelTest {

    private static final List<String> TEXTS = List.of(
            "cat",
            "The quick brown fox jumps over the lazy dog.",
            "Café naïve — “quoted”, 3.14 and user@example.com!",
            "中文字 and 한국어 and 😀",
            "A unit of work becomes visible in one instant or never. ".repeat(20));

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static DefaultModel loaded;
    private static EmbeddingModel model;

    @BeforeAll
    static void load() {
        loaded = DefaultModel.timedBy(METERS);
        model = loaded.model();
    }

    @AfterAll
    static void close() {
        loaded.close();
    }

    @Test
    void vectorsEqualThoseOfTheReferenceImplementation() {
        var reference = new BgeSmallEnV15QuantizedEmbeddingModel();
        List<float[]> vectors = embed(TEXTS);
        for (int i = 0; i < TEXTS.size(); i++) {
            float[] expected = reference.embed(TEXTS.get(i)).content().vector();
            assertThat(dot(vectors.get(i), expected)).as(TEXTS.get(i)).isGreaterThan(0.99999);
        }
    }

    @Test
    void vectorsHaveUnitLengthAndTheStatedDimension() {
        assertThat(embed(TEXTS)).allSatisfy(vector -> {
            assertThat(vector).hasSize(model.dimension());
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        });
    }

    @Test
    void aTextHasTheSameBitsWhateverIsEmbeddedBesideIt() {
        List<float[]> alone = TEXTS.stream().map(t -> embed(List.of(t)).get(0)).toList();
        List<String> shuffled = new ArrayList<>(TEXTS);
        Collections.reverse(shuffled);
        List<Uni<List<float[]>>> crowd = IntStream.range(0, 8)
                .mapToObj(i -> model.embedDocuments(i % 2 == 0 ? TEXTS : shuffled))
                .toList();
        List<List<float[]>> answers = await(Uni.join().all(crowd).andFailFast());
        for (int i = 0; i < answers.size(); i++) {
            List<float[]> answer = new ArrayList<>(answers.get(i));
            if (i % 2 == 1) {
                Collections.reverse(answer);
            }
            assertThat(Arrays.deepEquals(answer.toArray(), alone.toArray()))
                    .as("request " + i)
                    .isTrue();
        }
    }

    @Test
    void queriesGetTheModelsPrefixAndDocumentsDoNot() {
        float[] query = await(model.embedQuery("lazy dogs"));
        assertThat(query)
                .isEqualTo(embed(List.of("Represent this sentence for searching relevant passages: lazy dogs"))
                        .get(0));
        assertThat(query).isNotEqualTo(embed(List.of("lazy dogs")).get(0));
    }

    @Test
    void aTextOfExactlyTheLimitIsReadToItsLastToken() {
        String limit = "a ".repeat(model.maxTokens() - 1);
        assertThat(embed(List.of(limit + "dog")).get(0))
                .isNotEqualTo(embed(List.of(limit + "cat")).get(0));
    }

    @Test
    void aDocumentTextOverTheLimitFailsInsteadOfBeingCut() {
        String tooLong = "a ".repeat(model.maxTokens() + 1);
        assertThatThrownBy(() -> embed(List.of("fine", tooLong)))
                .isInstanceOf(Inconsistent.class)
                .hasMessageContaining("511 tokens")
                .hasMessageContaining("reads at most 510");
    }

    @Test
    void aLongQueryIsReadUpToItsLimit() {
        String limit = "a ".repeat(model.maxQueryTokens() - 1);
        float[] fitting = await(model.embedQuery(limit + "dog"));
        assertThat(await(model.embedQuery(limit + "dog and more"))).isEqualTo(fitting);
        assertThat(await(model.embedQuery(limit + "cat and more"))).isNotEqualTo(fitting);
    }

    @Test
    void textWithoutAnyTokenIsRefused() {
        assertRefused(model.embedQuery(" \n\u200B"), ErrorCode.EMPTY_QUERY);
        assertRefused(model.embedDocuments(List.of("fine", " \n")), ErrorCode.EMPTY_TEXT);
    }

    @Test
    void noTextsGiveNoVectors() {
        assertThat(embed(List.of())).isEmpty();
    }

    @Test
    void theIdNamesModelAndRuntime() {
        assertThat(model.id()).isEqualTo(new ModelId("bge-small-en-v1.5-q@onnxruntime-1.24.2"));
    }

    @Test
    void itReadsEnglish() {
        assertThat(model.languages().declared()).containsExactly("en");
    }

    @Test
    void everyTextIsTimed() {
        var timer =
                METERS.get("lockstep.embedding.text").tag("lane", "documents").timer();
        long before = timer.count();
        assertThat(embed(TEXTS)).hasSize(TEXTS.size());
        assertThat(timer.count()).isEqualTo(before + TEXTS.size());
        assertThat(METERS.get("lockstep.embedding.waiting")
                        .tag("lane", "documents")
                        .gauge()
                        .value())
                .isZero();
    }

    private static void assertRefused(Uni<?> uni, ErrorCode code) {
        assertThatThrownBy(() -> await(uni)).isInstanceOfSatisfying(Rejected.class, e -> assertThat(e)
                .extracting(KnowledgeException::code)
                .isEqualTo(code));
    }

    private static List<float[]> embed(List<String> texts) {
        return await(model.embedDocuments(texts));
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
