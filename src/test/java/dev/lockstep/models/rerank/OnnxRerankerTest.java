package dev.lockstep.models.rerank;

import dev.lockstep.domain.Overloaded;
import dev.lockstep.models.embedding.TinyXlmRoberta;
import dev.lockstep.models.embedding.TinyXlmRoberta.Parting;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.SecondModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A cross-encoder in process: one whose scores can be counted by hand, run by the real runtime. */
class OnnxRerankerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Both end with the same special token. */
    private static final float ENDS = 1;

    /** 512 tokens without the three special ones. */
    private static final int ROOM = 509;

    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();

    private static Rerankers rerankers;

    @BeforeAll
    static void load() {
        rerankers = load(FixedRerank.of(TinyCrossEncoder.write(directory), SecondModel.tokenizer()));
    }

    @AfterAll
    static void close() throws Exception {
        rerankers.close();
        VERTX.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void eachTextGetsItsScoreInTheOrderOfTheTexts() {
        assertThat(score("striped cats", "rockets burn oxygen", "striped cats of the jungle", "cats and cats"))
                .containsExactly(ENDS, 2 + ENDS, 2 + ENDS);
    }

    @Test
    void noTextsGiveNoScores() {
        assertThat(score("striped cats")).isEmpty();
    }

    @Test
    void aLongTextIsCutAtItsEndAndTheQueryStaysWhole() {
        String filling = "word ";
        assertThat(score("tiger", filling.repeat(ROOM - 2) + "tiger", filling.repeat(ROOM - 1) + "tiger"))
                .containsExactly(1 + ENDS, ENDS);
        String query = "word ".repeat(200) + "tiger";
        assertThat(score(query, "tiger " + "other ".repeat(1_000))).containsExactly(1 + ENDS);
    }

    @Test
    void aLongQueryIsCutOnlyBeyondHalfOfTheRoom() {
        String text = "tiger " + "other ".repeat(1_000);
        assertThat(score("word ".repeat(ROOM / 2 - 1) + "tiger", text)).containsExactly(1 + ENDS);
        assertThat(score("word ".repeat(ROOM / 2) + "tiger", text)).containsExactly(ENDS);
        assertThat(score("word ".repeat(ROOM - 2) + "tiger", "tiger")).containsExactly(1 + ENDS);
    }

    @Test
    void ofTwoClassesTheSecondMeansRelevant() throws Exception {
        Rerankers two = load(FixedRerank.of(TinyCrossEncoder.writeWithTwoClasses(directory), SecondModel.tokenizer()));
        try {
            assertThat(await(two, "striped cats", List.of("striped cats", "rockets")))
                    .containsExactly(2 * (2 + ENDS), 2 * ENDS);
        } finally {
            two.close();
        }
    }

    @Test
    void aFolderIsEnoughAndAPairIsPutTogetherAsItsModelWantsIt() throws Exception {
        Path folder = directory.resolve("bge-reranker");
        Path ignored = TinyCrossEncoder.writeWithoutTypes(
                Files.createDirectories(folder.resolve("onnx")).resolve("model.onnx"));
        Files.writeString(folder.resolve("tokenizer.json"), TinyXlmRoberta.tokenizerJson(Parting.WHITE_SPACE));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"xlm-roberta\", \"max_position_embeddings\": 12, \"pad_token_id\": 1}");
        Rerankers found = load(FixedRerank.in(folder));
        try {
            assertThat(found.configured().orElseThrow().name()).isEqualTo("bge-reranker");
            assertThat(await(found, "cat", List.of("the striped tiger", "the striped tiger s s s s")))
                    .containsExactly(
                            sum("<s>", "▁cat", "</s>", "</s>", "▁the", "▁striped", "▁tiger", "</s>"),
                            sum("<s>", "▁cat", "</s>", "</s>", "▁the", "▁striped", "▁tiger", "▁", "s", "</s>"));
        } finally {
            found.close();
        }
    }

    /** The ids, each times its place. */
    private static float sum(String... tokens) {
        float sum = 0;
        for (int i = 0; i < tokens.length; i++) {
            sum += (i + 1) * TinyXlmRoberta.id(tokens[i]);
        }
        return sum;
    }

    @Test
    void itIsRefusedWhenFullAndCancellingMakesRoomAgain() throws Exception {
        Rerankers narrow = load(FixedRerank.of(directory.resolve("overlap.onnx"), SecondModel.tokenizer())
                .withRequests(1));
        try {
            Reranker reranker = narrow.configured().orElseThrow();
            var many = reranker.score("tiger", Collections.nCopies(5_000, "word ".repeat(500)))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            reranker.score("tiger", List.of("tiger"))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .awaitFailure(PATIENCE)
                    .assertFailedWith(Overloaded.class, "rerank: 1 requests");
            many.assertNotTerminated();
            many.cancel();
            Eventually.holds(
                    () -> assertThat(await(narrow, "tiger", List.of("tiger"))).containsExactly(1 + ENDS));
        } finally {
            narrow.close();
        }
    }

    private static float[] score(String query, String... texts) {
        return await(rerankers, query, List.of(texts));
    }

    private static float[] await(Rerankers rerankers, String query, List<String> texts) {
        return rerankers.configured().orElseThrow().score(query, texts).await().atMost(PATIENCE);
    }

    private static Rerankers load(RerankSettings settings) {
        return new Rerankers(settings, List.of(), VERTX, new SimpleMeterRegistry());
    }
}
