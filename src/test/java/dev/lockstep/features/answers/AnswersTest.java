package dev.lockstep.features.answers;

import dev.lockstep.features.search.Search;
import dev.lockstep.models.chat.ChatEndpoint;
import dev.lockstep.models.chat.ChatModel;
import dev.lockstep.models.chat.HttpChatModel;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.ChatServer;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** Questions to the service, with a chat model that does what a model may do, and without one. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class AnswersTest {

    private static final String OTTERS = "Otters sleep in kelp, so that they do not drift away.";
    private static final String QUESTION = "Where do otters sleep?";
    private static final String QUOTED = OTTERS + " [1]";

    private final ChatServer server = ChatServer.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Inject
    AnswerRules rules;

    @Inject
    SourceLiveness stillLive;

    @Inject
    Search search;

    @Inject
    Vertx vertx;

    private ChatModel model;
    private Api kb;

    @BeforeEach
    void storeDocuments() {
        kb = Api.newKnowledgeBase();
        kb.post(Map.of("external_id", "otters", "title", "Otters", "text", OTTERS, "metadata", Map.of("wet", true)))
                .then()
                .statusCode(201);
        kb.post(Map.of("external_id", "cats", "text", "Cats nap in the sun.", "metadata", Map.of("wet", false)))
                .then()
                .statusCode(201);
    }

    @AfterEach
    void stop() {
        Faults.clear();
        if (model != null) {
            model.close();
        }
        server.close();
        threads.shutdown();
    }

    /** For this test alone. */
    private void modelIsConfigured(String... settings) {
        Map<String, String> changed = new HashMap<>(Map.of("breaker.window", "1000"));
        for (int i = 0; i < settings.length; i += 2) {
            changed.put(settings[i], settings[i + 1]);
        }
        AnswerSettings read = RefusedChatSettingsTest.settings(changed);
        ChatEndpoint endpoint = new ChatEndpoint(
                server.url(), "some-model", Optional.of("s3cret"), OptionalDouble.empty(), read.silence());
        model = new HttpChatModel(endpoint, 8, vertx);
        AnswerWriter writing = new AnswerWriter(ChatModels.of(model), new ModelGuard(read), stillLive, search, read);
        QuarkusMock.installMockForType(new Answers(rules, search, writing, read), Answers.class);
    }

    private ValidatableResponse ask(Map<String, ?> body) {
        return given().contentType("application/json")
                .body(body)
                .post(kb.path() + "/answers")
                .then()
                .log()
                .ifValidationFails();
    }

    private ValidatableResponse ask(String question) {
        return ask(Map.of("question", question)).statusCode(200);
    }

    // Without a model

    @Test
    void withoutAModelTheBestSentencesAreQuoted() {
        ask(QUESTION)
                .body("answer", is(QUOTED))
                .body("model", is("extractive"))
                .body("citations.number", is(List.of(1)))
                .body("citations[0].external_id", is("otters"))
                .body("citations[0].version", is(1))
                .body("citations[0].title", is("Otters"))
                .body("citations[0].text", is(OTTERS))
                .body("citations[0].position.end", is(OTTERS.length()))
                .body("citations[0].chunk_id", notNullValue())
                .body("citations[0].document_id", notNullValue())
                .body("citations[0].score", greaterThan(0f))
                .body("degraded", empty())
                .body("warnings", empty())
                .body("execution_time_ms", notNullValue())
                .body("took_ms", notNullValue());
    }

    @Test
    void theGrammarOfSearchesChoosesTheSources() {
        ask(Map.of("question", "Where do cats nap?", "filter", Map.of("wet", false)))
                .body("citations.external_id", is(List.of("cats")));
        ask(Map.of("question", QUESTION, "filter", Map.of("wet", false)))
                .body("answered", is(false))
                .body("nearest.external_id", is(List.of("cats")));
        ask(Map.of("question", "Do otters or cats sleep in kelp?", "mode", "lexical", "limit", 1))
                .statusCode(200)
                .body("citations.number", is(List.of(1)));
    }

    @Test
    void whatTheDocumentsDoNotTellIsNotAnswered() {
        ask("Who won the world cup in 1990?")
                .statusCode(200)
                .body("answered", is(false))
                .body("answer", nullValue())
                .body("citations", empty())
                .body("nearest", not(empty()))
                .body("warnings.code", is(List.of("not_answered")));
        ask(QUESTION).body("answered", is(true)).body("nearest", empty());
    }

    @Test
    void noModelIsAskedWhatTheDocumentsDoNotTell() {
        modelIsConfigured();

        ask("Who won the world cup in 1990?").body("answered", is(false)).body("model", nullValue());
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whereNothingIsFoundThereIsNoAnswer() {
        modelIsConfigured();

        ask(Map.of("question", QUESTION, "score_threshold", 0.99, "threshold_on", "dense"))
                .statusCode(200)
                .body("answer", nullValue())
                .body("model", nullValue())
                .body("citations", empty())
                .body("degraded", empty());
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aKnowledgeBaseThatIsNotThereIsNotFound() {
        given().contentType("application/json")
                .body(Map.of("question", "a"))
                .post("/v1/knowledge-bases/nowhere/answers")
                .then()
                .statusCode(404)
                .body("code", is("knowledge_base_not_found"));
    }

    @Test
    void deletedDocumentsAreNotCited() {
        kb.delete("otters").then().statusCode(204);
        kb.put("cats", "Cats sleep in boxes.").then().statusCode(200);

        ask("Where do cats sleep?")
                .body("answer", is("Cats sleep in boxes. [1]"))
                .body("citations.version", is(List.of(2)));
        ask(QUESTION).body("citations.external_id", not(hasItem("otters")));
    }

    @Test
    void withoutQdrantAnswersAreQuotedFromWhatPostgresFinds() {
        Faults.refuse("QueryBatch", "UNAVAILABLE");

        ask(QUESTION).body("answer", is(QUOTED)).body("degraded.stage", is(List.of("points")));
    }

    // With a model

    @Test
    void aModelWritesFromNumberedSources() {
        modelIsConfigured();
        server.says("They sleep", " in kelp [", "1", "], or so [7].");

        ask(Map.of("question", QUESTION, "max_tokens", 99))
                .statusCode(200)
                .body("answer", is("They sleep in kelp [1], or so."))
                .body("model", is("some-model"))
                .body("citations.number", is(List.of(1)))
                .body("citations[0].external_id", is("otters"))
                .body("degraded", empty());

        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().get(0).getInteger("max_tokens")).isEqualTo(99);
        assertThat(server.asked().get(0).getJsonArray("messages").encode())
                .contains(QUESTION, OTTERS, "Cats nap", "<source number=\\\"2\\\">");
        assertThat(server.keys()).containsExactly("Bearer s3cret");
    }

    @Test
    void whoIsCitedIsListedAndNobodyElse() {
        modelIsConfigured();
        server.says("Nobody knows.");
        ask(QUESTION).body("citations", empty()).body("warnings.code", is(List.of("no_citations")));

        server.does(exchange -> {
            ChatServer.begin(exchange);
            ChatServer.write(exchange, ChatServer.event("Cats nap [2], otters", null));
            ChatServer.write(exchange, ChatServer.event("", "length"));
            exchange.close();
        });
        ask(QUESTION)
                .body("citations.external_id", is(List.of("cats")))
                .body("citations.number", is(List.of(2)))
                .body("warnings.code", is(List.of("answer_cut")));
    }

    @ParameterizedTest
    @CsvSource({"401, 1", "404, 1", "429, 2", "500, 2", "503, 2"})
    void aModelThatRefusesIsReplacedByQuotes(int status, int calls) {
        modelIsConfigured();
        server.refuses(status);

        assertQuoted("chat_model_unavailable", "answered with status " + status);
        assertThat(server.asked()).hasSize(calls);
    }

    @Test
    void aModelThatSaysWhenToComeBackIsNotAskedAgainAtOnce() {
        modelIsConfigured();
        server.refuses(429, "Retry-After", "1");

        assertQuoted("chat_model_unavailable", "429");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aModelThatIsBackWhenAskedAgainAnswers() {
        modelIsConfigured();
        server.does(exchange -> {
            if (server.asked().size() == 1) {
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
            } else {
                ChatServer.tell(exchange, "In kelp [1].");
            }
        });

        ask(QUESTION).body("answer", is("In kelp [1].")).body("degraded", empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "data: garbage\n\n", "data: [DONE]\n\n", "data: {\"error\": {\"message\": \"s3cret\"}}\n\n"})
    void aModelThatTalksNonsenseIsReplacedByQuotes(String said) {
        modelIsConfigured();
        server.does(exchange -> {
            ChatServer.begin(exchange);
            ChatServer.write(exchange, said);
            exchange.close();
        });

        assertQuoted("chat_model_unavailable", "The chat model some-model");
    }

    @Test
    void aModelThatIsAwayIsReplacedByQuotes() {
        modelIsConfigured();
        server.close();

        assertQuoted("chat_model_unavailable", "can't be reached");
    }

    @Test
    void aModelThatFallsSilentIsReplacedByQuotes() {
        modelIsConfigured("silence", "200ms");
        server.fallsSilent("They sleep");

        assertQuoted("deadline_exceeded", "said nothing for PT0.2S");
    }

    @Test
    void aModelThatDoesNotComeToAnEndIsReplacedByQuotes() {
        modelIsConfigured("timeout", "700ms");
        server.talksOnAndOn("They sleep");

        assertQuoted("deadline_exceeded", "lockstep.answers.timeout");
        Eventually.holds(() -> assertThat(server.left()).isEqualTo(1));
    }

    @Test
    void aModelThatWasAwayTooOftenIsNotAskedForAWhile() {
        modelIsConfigured("breaker.window", "2", "breaker.delay", "1h", "max-retries", "0");
        server.refuses(500);
        ask(QUESTION).body("degraded[0].message", containsString("500"));
        ask(QUESTION).body("degraded[0].message", containsString("500"));

        assertQuoted("chat_model_unavailable", "was not asked");
        assertThat(server.asked()).hasSize(2);
    }

    private void assertQuoted(String reason, String message) {
        ask(QUESTION)
                .body("answer", is(QUOTED))
                .body("model", is("extractive"))
                .body("citations.external_id", is(List.of("otters")))
                .body("degraded.stage", is(List.of("answer")))
                .body("degraded.reason", is(List.of(reason)))
                .body("degraded[0].message", containsString(message))
                .body("degraded[0].message", not(containsString("s3cret")));
    }

    @Test
    void moreAnswersThanThereIsRoomForAreRefused() {
        modelIsConfigured("max-concurrent", "1", "max-waiting", "1");
        server.fallsSilent();
        List<CompletableFuture<ValidatableResponse>> sent = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(Map.of("question", QUESTION)), threads))
                .toList();

        Eventually.holds(() -> assertThat(sent.stream().filter(CompletableFuture::isDone))
                .hasSize(2)
                .allSatisfy(refused -> refused.join()
                        .statusCode(429)
                        .header("Retry-After", is("1"))
                        .body("code", is("overloaded"))
                        .body("detail", containsString("too many answers"))));
        server.close();
        assertThat(sent.stream().map(one -> one.join().extract().statusCode()))
                .containsExactlyInAnyOrder(200, 200, 429, 429);
    }

    // What changes meanwhile

    @Test
    void whatIsDeletedWhileTheModelWritesIsNotCited() {
        modelIsConfigured();
        server.does(exchange -> {
            ChatServer.begin(exchange);
            ChatServer.write(exchange, ChatServer.event("They sleep in kelp [1].", null));
            kb.delete("otters").then().statusCode(204);
            ChatServer.write(exchange, ChatServer.event("", "stop"));
            exchange.close();
        });

        ask(QUESTION)
                .body("answered", is(false))
                .body("answer", nullValue())
                .body("nearest.external_id", is(List.of("cats")))
                .body("degraded.reason", is(List.of("source_changed")));
    }

    @Test
    void whatIsDeletedWhileTheModelFailsIsNotQuoted() {
        modelIsConfigured();
        server.does(exchange -> {
            kb.put("otters", "Otters sleep ashore.").then().statusCode(200);
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        });

        ask(QUESTION)
                .body("answer", is("Otters sleep ashore. [1]"))
                .body("citations.version", is(List.of(2)))
                .body("degraded.reason", is(List.of("chat_model_unavailable")));
    }

    // As events

    /** One server-sent event. */
    private record Event(String name, Map<String, Object> data) {}

    private List<Event> events(Map<String, ?> body) {
        String stream = given().contentType("application/json")
                .accept("text/event-stream")
                .body(body)
                .post(kb.path() + "/answers")
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();
        return parsed(stream.strip().lines().collect(Collectors.joining("\n")));
    }

    private static List<Event> parsed(String stream) {
        assertThat(stream.lines().filter(line -> !line.isEmpty()))
                .as("fields of the protocol, and no others")
                .allMatch(line -> line.startsWith("event:") || line.startsWith("data:") || line.startsWith(":"));
        return List.of(stream.split("\n\n")).stream()
                .map(event -> new Event(
                        field(event, "event"),
                        JsonPath.from(field(event, "data")).getMap("")))
                .toList();
    }

    private static String field(String event, String name) {
        return event.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> names(List<Event> events) {
        return events.stream().map(Event::name).toList();
    }

    private static String told(List<Event> events) {
        return events.stream()
                .filter(event -> event.name().equals("delta"))
                .map(event -> (String) event.data().get("text"))
                .collect(Collectors.joining());
    }

    @Test
    void anAnswerComesWhileItIsWritten() {
        modelIsConfigured();
        server.says("They sleep", " in kelp [", "1", "], or so [7].");

        List<Event> events = events(Map.of("question", QUESTION));

        assertThat(names(events)).startsWith("sources", "delta").endsWith("delta", "done");
        assertThat((List<?>) events.get(0).data().get("sources")).hasSize(2);
        Map<String, Object> done = events.get(events.size() - 1).data();
        assertThat(done)
                .containsEntry("answer", "They sleep in kelp [1], or so.")
                .containsEntry("model", "some-model");
        assertThat(told(events)).isEqualTo(done.get("answer"));
        assertThat((List<?>) done.get("citations")).hasSize(1);
    }

    @Test
    void withoutAModelTheEventsAreTheSame() {
        List<Event> events = events(Map.of("question", QUESTION));

        assertThat(names(events)).containsExactly("sources", "delta", "done");
        assertThat(told(events)).isEqualTo(QUOTED);
        assertThat(events.get(2).data()).containsEntry("model", "extractive");
    }

    @Test
    void anAnswerThatBreaksOffBeginsAnew() {
        modelIsConfigured();
        server.does(exchange -> {
            ChatServer.begin(exchange);
            ChatServer.write(exchange, ChatServer.event("They sl", null));
            exchange.close();
        });

        List<Event> events = events(Map.of("question", QUESTION));

        assertThat(names(events)).containsExactly("sources", "delta", "reset", "delta", "done");
        assertThat(events.get(2).data())
                .containsEntry("stage", "answer")
                .containsEntry("reason", "chat_model_unavailable");
        assertThat(told(events.subList(3, 4))).isEqualTo(QUOTED);
        assertThat(events.get(4).data()).containsEntry("answer", QUOTED);
    }

    @Test
    void nothingFoundIsToldAtOnce() {
        List<Event> events = events(Map.of("question", QUESTION, "score_threshold", 0.99, "threshold_on", "dense"));

        assertThat(names(events)).containsExactly("sources", "done");
        assertThat(events.get(1).data()).containsEntry("answer", null);
    }

    @Test
    void anErrorIsAnEvent() {
        modelIsConfigured();
        server.does(exchange -> {
            given().delete(kb.path()).then().statusCode(204);
            ChatServer.tell(exchange, "They sleep in kelp [1].");
        });

        assertThat(names(events(Map.of("question", QUESTION)))).containsExactly("sources", "delta", "error");
        List<Event> events = events(Map.of("question", QUESTION));
        assertThat(names(events)).containsExactly("error");
        assertThat(events.get(0).data())
                .containsEntry("status", 404)
                .containsEntry("code", "knowledge_base_not_found")
                .containsKeys("title", "detail");
    }

    @Test
    void anErrorThatPassesSaysWhenToComeBack() {
        Faults.refuse("QueryBatch", "UNAVAILABLE");

        List<Event> events = events(Map.of("question", "is it that?"));

        assertThat(events.get(0).data()).containsEntry("status", 503).containsEntry("retry_after_seconds", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/json"})
    void whoGoesAwayEndsTheCallOfTheModel(String accept) throws IOException {
        modelIsConfigured("max-concurrent", "1");
        server.talksOnAndOn("They sleep");
        byte[] body = ("{\"question\": \"" + QUESTION + "\"}").getBytes(StandardCharsets.UTF_8);
        try (Socket client = new Socket("127.0.0.1", RestAssured.port)) {
            client.getOutputStream()
                    .write(("POST " + kb.path() + "/answers HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
            client.getOutputStream().flush();
            Eventually.holds(() -> assertThat(server.asked()).hasSize(1));
        }

        Eventually.holds(() -> assertThat(server.left()).isEqualTo(1));
        server.says("In kelp [1].");
        ask(QUESTION).body("answer", is("In kelp [1]."));
    }
}
