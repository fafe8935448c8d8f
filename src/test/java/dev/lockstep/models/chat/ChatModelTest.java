package dev.lockstep.models.chat;

import dev.lockstep.models.chat.ModelFailure.Kind;
import dev.lockstep.testing.ChatServer;
import dev.lockstep.testing.Eventually;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A chat model behind HTTP, and every way in which it can fail. */
class ChatModelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Prompt PROMPT = new Prompt("be brief", "what is it?", 17);

    private final Vertx vertx = Vertx.vertx();
    private final ChatServer server = ChatServer.start();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private ChatModel model = at(endpoint(OptionalDouble.empty(), PATIENCE));

    private ChatEndpoint endpoint(OptionalDouble temperature, Duration silence) {
        return new ChatEndpoint(server.url(), "some-model", Optional.of("s3cret"), temperature, silence);
    }

    private ChatModel at(ChatEndpoint endpoint) {
        return new HttpChatModel(endpoint, 2, vertx);
    }

    @AfterEach
    void stop() throws Exception {
        model.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theTextIsHeardPieceByPiece() {
        server.says("An ", "otter", " \uD83E\uDDA6.");

        assertThat(write().awaitItem(PATIENCE).getItem()).isEqualTo(FinishReason.COMPLETE);
        assertThat(String.join("", heard)).isEqualTo("An otter \uD83E\uDDA6.");
    }

    @Test
    void charactersThatArriveInHalvesAreWhole() {
        byte[] bytes = ChatServer.event("\uD83E\uDDA6\u00FC", "stop").getBytes(StandardCharsets.UTF_8);
        server.does(exchange -> {
            ChatServer.begin(exchange);
            for (byte one : bytes) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });

        write().awaitItem(PATIENCE);
        assertThat(heard).containsExactly("\uD83E\uDDA6\u00FC");
    }

    @Test
    void theServerIsAskedByTheCommonProtocol() {
        model = at(endpoint(OptionalDouble.of(0.5), PATIENCE));
        server.says("yes");
        write().awaitItem(PATIENCE);

        JsonObject asked = server.asked().get(0);
        assertThat(asked.getString("model")).isEqualTo("some-model");
        assertThat(asked.getBoolean("stream")).isTrue();
        assertThat(asked.getInteger("max_tokens")).isEqualTo(17);
        assertThat(asked.getDouble("temperature")).isEqualTo(0.5);
        assertThat(asked.getJsonArray("messages").encode())
                .isEqualTo("[{\"role\":\"system\",\"content\":\"be brief\"},"
                        + "{\"role\":\"user\",\"content\":\"what is it?\"}]");
        assertThat(server.keys()).containsExactly("Bearer s3cret");
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() {
        whole("{\"choices\": [{\"message\": {\"content\": \"An otter.\"}, \"finish_reason\": \"length\"}]}");

        assertThat(write().awaitItem(PATIENCE).getItem()).isEqualTo(FinishReason.CUT);
        assertThat(heard).containsExactly("An otter.");
    }

    @Test
    void commentsNamesAndCostsSayNothing() {
        events(": processing\n\nevent: x\r\nid: 7\r\n"
                + "data:{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\r\n\r\n"
                + ChatServer.event("yes", "stop")
                + "data: {\"choices\": [], \"usage\": {\"total_tokens\": 9}}\n\ndata: [DONE]");

        assertThat(write().awaitItem(PATIENCE).getItem()).isEqualTo(FinishReason.COMPLETE);
        assertThat(heard).containsExactly("yes");
    }

    @ParameterizedTest
    @CsvSource({"302, REFUSED", "400, REFUSED", "401, REFUSED", "404, REFUSED", "429, BUSY", "500, AWAY", "503, AWAY"})
    void anotherStatusThanSuccessFails(int status, Kind kind) {
        server.refuses(status, "Location", "/elsewhere");

        assertFails(kind, "answered with status " + status);
    }

    @Test
    void aBusyServerMaySayWhenToComeBack() {
        server.refuses(429, "Retry-After", "7");

        assertFails(Kind.BUSY_FOR_LONGER, "answered with status 429");
    }

    @Test
    void whatAServerSaysOfItsRefusalIsNotRepeated() {
        server.does(exchange -> {
            byte[] body = "{\"error\": \"wrong key: s3cret\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertFails(Kind.REFUSED, "status 401");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: {\"choices\": [{\"delta\": {\"cont | other than the expected JSON",
                "data: hello | other than the expected JSON",
                "data: [1] | other than the expected JSON",
                "data: null | other than the expected JSON",
                "data: {\"error\": {\"message\": \"s3cret\"}} | reported an error",
                "data: {\"choices\": 7} | without choices",
                "data: {\"choices\": [7]} | a choice that is not an object",
                "data: {\"choices\": [{\"delta\": {}, \"finish_reason\": \"content_filter\"}]} | withheld",
                "data: {\"choices\": [{\"delta\": {\"content\": \"An\"}}]} | broke off its answer",
                "<html>no</html> | broke off its answer",
            })
    void whatIsNoAnswerFails(String body, String why) {
        events(body);

        assertFails(Kind.BROKEN, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "<html></html>", "{}", "{\"choices\": [{\"message\": {\"content\": \"a\"}}]}"})
    void whatIsNoAnswerInOnePieceFails(String body) {
        whole(body);

        assertFails(Kind.BROKEN, "");
    }

    @Test
    void anAnswerThatBreaksOffFails() {
        server.does(exchange -> {
            ChatServer.begin(exchange);
            ChatServer.write(exchange, ChatServer.event("An ott", null));
            throw new IOException("the server dies");
        });

        assertFails(Kind.BROKEN, "broke off its answer");
        assertThat(heard).containsExactly("An ott");
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        server.does(exchange -> {
            ChatServer.begin(exchange);
            String much = ChatServer.event("otter ".repeat(1 << 14), null);
            while (true) {
                ChatServer.write(exchange, much);
            }
        });

        assertFails(Kind.BROKEN, "answered with more than");
    }

    @Test
    void aServerThatIsAwayFails() {
        server.close();

        assertFails(Kind.AWAY, "can't be reached");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void silenceFails(boolean beginsFirst) {
        model = at(endpoint(OptionalDouble.empty(), Duration.ofMillis(200)));
        server.does(exchange -> {
            if (beginsFirst) {
                ChatServer.begin(exchange);
                ChatServer.write(exchange, ChatServer.event("An ott", null));
            }
            server.silence();
        });

        assertFails(Kind.LATE, "said nothing for PT0.2S");
    }

    @Test
    void whoStopsWaitingEndsTheRequest() {
        server.talksOnAndOn("An otter");
        var waiting = write();
        Eventually.holds(() -> assertThat(heard).hasSizeGreaterThan(2));

        waiting.cancel();

        Eventually.holds(() -> assertThat(server.left()).isEqualTo(1));
        server.says("yes");
        write().awaitItem(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "ftp://localhost/v1", "http:///v1", "http://a b/", "v1"})
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> new ChatEndpoint(url, "m", Optional.empty(), OptionalDouble.empty(), PATIENCE))
                .hasMessage("that is not the address of a chat model");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a:1, http://a:1/chat/completions",
        "http://a:1/v1/, http://a:1/v1/chat/completions",
        "https://a/v1/chat/completions, https://a/v1/chat/completions"
    })
    void thePathOfTheProtocolIsAppended(String base, String url) {
        ChatEndpoint endpoint = new ChatEndpoint(base, "m", Optional.of("s3cret"), OptionalDouble.empty(), PATIENCE);

        assertThat(endpoint.url()).hasToString(url);
        assertThat(endpoint.toString()).isEqualTo("m at " + url);
    }

    private void events(String body) {
        server.does(exchange -> {
            ChatServer.begin(exchange);
            ChatServer.write(exchange, body);
            exchange.close();
        });
    }

    private void whole(String body) {
        server.does(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            ChatServer.write(exchange, body);
            exchange.close();
        });
    }

    private void assertFails(Kind kind, String why) {
        assertThat(write().awaitFailure(PATIENCE).getFailure()).isInstanceOfSatisfying(ModelFailure.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e).hasMessageContaining("The chat model some-model at " + server.url());
            assertThat(e).hasMessageContaining(why);
            assertThat(e.getMessage()).doesNotContain("s3cret");
        });
    }

    private UniAssertSubscriber<FinishReason> write() {
        return model.write(PROMPT, heard::add).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
