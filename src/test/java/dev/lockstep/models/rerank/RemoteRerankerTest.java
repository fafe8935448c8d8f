package dev.lockstep.models.rerank;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A reranker behind HTTP, and every way in which it can fail a search. */
class RemoteRerankerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> TEXTS = List.of("one", "two", "three");
    private static final String SCORES = """
            {"id": "x", "results": [{"index": 2, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.5},
             {"index": 1, "relevance_score": -1, "document": {"text": "two"}}]}""";

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicReference<HttpHandler> behaviour = new AtomicReference<>(exchange -> answer(exchange, SCORES));
    private final AtomicInteger begun = new AtomicInteger();

    private HttpServer server;
    private Rerankers rerankers;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/rerank", exchange -> {
            begun.incrementAndGet();
            behaviour.get().handle(exchange);
        });
        server.start();
        rerankers = load(FixedRerank.at(url()).withKey("s3cret", "some-model").withRequests(2));
    }

    @AfterEach
    void stop() throws Exception {
        letGo.countDown();
        rerankers.close();
        server.stop(0);
        threads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void scoresComeInTheOrderOfTheTexts() {
        assertThat(score().awaitItem(PATIENCE).getItem()).containsExactly(0.5f, -1f, 0.9f);
    }

    @Test
    void theServerIsAskedByTheCommonProtocol() {
        AtomicReference<JsonObject> asked = new AtomicReference<>();
        AtomicReference<String> key = new AtomicReference<>();
        behaviour.set(exchange -> {
            key.set(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.set(new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer(exchange, SCORES);
        });
        score().awaitItem(PATIENCE);
        assertThat(asked.get().getMap())
                .containsEntry("model", "some-model")
                .containsEntry("query", "which?")
                .containsEntry("documents", TEXTS)
                .containsEntry("top_n", 3)
                .hasSize(4);
        assertThat(key).hasValue("Bearer s3cret");
    }

    @Test
    void noTextsAskNobody() {
        assertThat(reranker().score("which?", List.of()).await().atMost(PATIENCE))
                .isEmpty();
        assertThat(begun).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404, 429, 500, 503})
    void anotherStatusThanSuccessFails(int status) {
        behaviour.set(exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        assertUnavailable("answered with status " + status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"results\": [{\"index\": 0, \"relev | not JSON, or only a part of it",
                "<html></html> | not JSON",
                "[] | without results",
                "{\"results\": 7} | without results",
                "{\"results\": []} | 0 scores for 3 texts",
                "{\"results\": [{\"index\": 0, \"relevance_score\": 1}]} | 1 scores for 3 texts",
                "{\"results\": [1, 2, 3]} | no index or relevance_score",
                "{\"results\": [{\"index\":0,\"relevance_score\":1},{\"index\":1},{\"index\":2}]} | no index or",
                "{\"results\": [{\"index\":0,\"relevance_score\":1},{\"index\":0,\"relevance_score\":1},{\"index\":1,\"relevance_score\":1}]} | index 0 twice",
                "{\"results\": [{\"index\":0,\"relevance_score\":1},{\"index\":3,\"relevance_score\":1},{\"index\":1,\"relevance_score\":1}]} | index 3 twice, or with one that has no text",
            })
    void anAnswerThatIsNotAScoreForEachTextFails(String body, String why) {
        behaviour.set(exchange -> answer(exchange, body));
        assertUnavailable(why);
    }

    @Test
    void anAnswerThatBreaksOffFails() {
        behaviour.set(exchange -> {
            exchange.sendResponseHeaders(200, SCORES.length());
            exchange.getResponseBody().write(SCORES.substring(0, 40).getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("the server dies");
        });
        assertUnavailable("broke off its answer");
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        behaviour.set(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[1 << 20];
            while (true) {
                exchange.getResponseBody().write(part);
            }
        });
        assertUnavailable("answered with more than");
    }

    @Test
    void aServerThatIsAwayFails() {
        server.stop(0);
        assertUnavailable("can't be reached");
    }

    @Test
    void whoStopsWaitingFreesThePlaceOfASilentServer() {
        behaviour.set(this::silence);
        var first = score();
        var second = score();
        Eventually.holds(() -> assertThat(begun).hasValue(2));
        score().awaitFailure(PATIENCE).assertFailedWith(Overloaded.class, "2 requests");
        assertThat(begun).hasValue(2);

        first.cancel();
        second.cancel();
        behaviour.set(exchange -> answer(exchange, SCORES));
        score().awaitItem(PATIENCE);
        score().awaitItem(PATIENCE);
        score().awaitItem(PATIENCE);
    }

    @Test
    void aDeadlineCancelsTheRequest() {
        behaviour.set(this::silence);
        for (int i = 0; i < 5; i++) {
            reranker()
                    .score("which?", TEXTS)
                    .ifNoItem()
                    .after(Duration.ofMillis(50))
                    .fail()
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .awaitFailure(PATIENCE)
                    .assertFailedWith(io.smallrye.mutiny.TimeoutException.class);
        }
    }

    @Test
    void vertxCallersGoOnWhereTheyWere() throws Exception {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> resumedOn = new CompletableFuture<>();
        context.runOnContext(ignored -> reranker()
                .score("which?", TEXTS)
                .subscribe()
                .with(scores -> resumedOn.complete(Vertx.currentContext()), resumedOn::completeExceptionally));
        assertThat(resumedOn.get(10, TimeUnit.SECONDS)).isSameAs(context);
    }

    private void silence(HttpExchange exchange) {
        try {
            letGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void assertUnavailable(String why) {
        assertThat(score().awaitFailure(PATIENCE).getFailure()).isInstanceOfSatisfying(Unavailable.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RERANKER_UNAVAILABLE);
            assertThat(e).hasMessageContaining("The reranker at " + url()).hasMessageContaining(why);
            assertThat(e.getMessage()).doesNotContain("s3cret");
        });
        if (why.startsWith("can't")) {
            return;
        }
        // Its place is free again, however it ended.
        behaviour.set(exchange -> answer(exchange, SCORES));
        score().awaitItem(PATIENCE);
    }

    private UniAssertSubscriber<float[]> score() {
        return reranker().score("which?", TEXTS).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private Reranker reranker() {
        return rerankers.configured().orElseThrow();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/rerank";
    }

    private Rerankers load(RerankSettings settings) {
        return new Rerankers(settings, List.of(), vertx, new SimpleMeterRegistry());
    }
}
