package dev.lockstep.web.access;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.Keyed.Key;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Two tenants with knowledge bases of the same name in the same collection, on every path that can answer. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestProfile(Keyed.class)
class TenantsTest {

    private static final String KB = "/v1/knowledge-bases/handbook";

    private Key one;
    private Key two;

    @BeforeEach
    void makeTheSameTwice() {
        one = Keyed.of(Keyed.newTenant(), "admin");
        two = Keyed.of(Keyed.newTenant(), "admin");
        for (Key key : List.of(one, two)) {
            post(
                            key,
                            "/v1/knowledge-bases",
                            new JsonObject().put("name", "handbook").put("placement", "shared"))
                    .statusCode(201);
        }
    }

    @AfterEach
    void mend() {
        Faults.clear();
    }

    @Test
    void eachFindsItsOwnInTheWriteBuffer() {
        Faults.holdApplication();
        writeInBoth();

        eachFindsItsOwn();
    }

    @Test
    void eachFindsItsOwnInQdrant() {
        writeInBoth();
        Eventually.holds(() -> {
            one.request().get("/v1/consistency").then().body("in_sync", equalTo(true));
            two.request().get("/v1/consistency").then().body("in_sync", equalTo(true));
        });

        eachFindsItsOwn();
    }

    @Test
    void eachFindsItsOwnInPostgresWhenQdrantIsAway() {
        writeInBoth();
        Faults.refuse("Query", "UNAVAILABLE");
        Faults.refuse("QueryBatch", "UNAVAILABLE");

        eachFindsItsOwn();
    }

    private void writeInBoth() {
        write(one, "tea", "Tea of the first house is green.");
        write(two, "tea", "Tea of the second house is black.");
    }

    private static void eachFindsItsOwn(Key key, String own, String others) {
        for (String mode : List.of("hybrid", "lexical")) {
            Response found = post(
                            key,
                            KB + "/search",
                            new JsonObject().put("query", "tea of the house").put("mode", mode))
                    .extract()
                    .response();
            found.then().statusCode(200);
            assertThat(found.asString()).contains(own).doesNotContain(others);
        }
        assertThat(post(key, KB + "/answers", new JsonObject().put("question", "What colour is the tea of the house?"))
                        .extract()
                        .asString())
                .doesNotContain(others);
        assertThat(key.request().get(KB + "/documents").asString()).doesNotContain(others);
        assertThat(key.request().get(KB + "/documents/external:tea/content").asString())
                .contains(own);
    }

    private void eachFindsItsOwn() {
        eachFindsItsOwn(one, "green", "black");
        eachFindsItsOwn(two, "black", "green");
    }

    @Test
    void theSameIdempotencyKeyIsAnotherOneForAnother() {
        String key = UUID.randomUUID().toString();
        JsonObject document = new JsonObject().put("external_id", "coffee").put("text", "Coffee.");

        String first = keyed(one, key, document).extract().path("id");
        ValidatableResponse second = keyed(two, key, document);

        second.header("Idempotency-Replayed", nullValue()).body("id", not(equalTo(first)));
        keyed(one, key, document)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(first));
    }

    @CanIgnoreReturnValue
    private static ValidatableResponse keyed(Key caller, String key, JsonObject document) {
        return caller.request()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(document.encode())
                .post(KB + "/documents")
                .then()
                .statusCode(201);
    }

    @Test
    void aLimitedKeyIsNotToldWhatAnotherWasAnswered() {
        Key limited = Keyed.make(new JsonObject()
                .put("tenant", one.tenant())
                .put("scopes", List.of("ingest"))
                .put("knowledge_bases", List.of("elsewhere")));
        String key = UUID.randomUUID().toString();
        JsonObject document = new JsonObject().put("external_id", "coffee").put("text", "Coffee.");
        keyed(one, key, document);

        limited.request()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(document.encode())
                .post(KB + "/documents")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void aCursorOfOneLeadsAnotherToNothingOfIts() {
        write(one, "a", "A");
        write(one, "b", "B");
        String cursor = one.request()
                .queryParam("limit", 1)
                .get(KB + "/documents")
                .then()
                .statusCode(200)
                .extract()
                .path("next_cursor");

        two.request()
                .queryParam("cursor", cursor)
                .get(KB + "/documents")
                .then()
                .statusCode(200)
                .body("data", empty());
    }

    @Test
    void writesSayWhoDidThem() {
        Key importer = Keyed.of(one.tenant(), "ingest");
        write(importer, "tea", "Tea.");

        one.request()
                .get("/v1/transactions")
                .then()
                .body("data.created_by", hasItem(importer.name()))
                .body("data.created_by", hasItem(one.name()));
    }

    @Test
    void theAuditLogTellsWhoDidWhatAndIsFollowed() {
        Key importer = Keyed.of(one.tenant(), "ingest");
        write(importer, "tea", "Tea.");
        Key made = Keyed.of(one.tenant(), "read");
        one.request().delete("/v1/keys/" + made.id()).then().statusCode(204);
        one.request().delete("/v1/keys/" + UUID.randomUUID()).then().statusCode(404);

        Eventually.holds(() -> one.request()
                .get("/v1/audit")
                .then()
                .statusCode(200)
                .body("data.findAll { it.by == '" + importer.name() + "' }.action", contains("transaction"))
                .body("data.findAll { it.by == '" + importer.name() + "' }.outcome", contains("completed"))
                .body("data.findAll { it.action == 'DELETE' }.target", hasItem("/v1/keys/" + made.id()))
                .body("data.findAll { it.action == 'DELETE' }.outcome", contains("204", "404")));

        String place = one.request().get("/v1/audit").then().extract().path("next_cursor");
        one.request()
                .queryParam("cursor", place)
                .get("/v1/audit")
                .then()
                .body("data", empty())
                .body("next_cursor", equalTo(place));
        write(importer, "coffee", "Coffee.");
        Eventually.holds(() -> one.request()
                .queryParam("cursor", place)
                .get("/v1/audit")
                .then()
                .body("data.by", contains(importer.name())));
        two.request().get("/v1/audit").then().body("data.by", not(hasItem(importer.name())));
        importer.request().get("/v1/audit").then().statusCode(403);
    }

    @Test
    void aKeyOfAListSeesTheTransactionsAndConversationsThatItMade() {
        write(one, "tea", "Tea.");
        Key limited = Keyed.make(new JsonObject()
                .put("tenant", one.tenant())
                .put("scopes", List.of("read", "ingest"))
                .put("knowledge_bases", List.of("handbook")));
        post(one, "/v1/conversations", new JsonObject()).statusCode(201);
        limited.request().get("/v1/transactions").then().statusCode(200).body("data", empty());
        limited.request().get("/v1/conversations").then().statusCode(200).body("data", empty());

        write(limited, "coffee", "Coffee.");
        post(limited, "/v1/conversations", new JsonObject()).statusCode(201);

        limited.request().get("/v1/transactions").then().body("data.created_by", hasItem(limited.name()));
        limited.request().get("/v1/conversations").then().body("data.size()", equalTo(1));
        limited.request().get("/v1/knowledge-bases").then().body("data.name", contains("handbook"));
        post(limited, "/v1/knowledge-bases", new JsonObject().put("name", "other"))
                .statusCode(403);
    }

    @Test
    void eventsAreThoseOfTheOwnTransactions() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        HttpClient client = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<Void>> listening = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/transactions/events"))
                        .header("X-API-Key", two.secret())
                        .build(),
                answer -> HttpResponse.BodySubscribers.fromLineSubscriber(new Lines(heard)));
        Eventually.holds(() -> assertThat(heard).anyMatch(line -> line.contains("listening")));

        write(one, "tea", "Tea.");
        write(two, "coffee", "Coffee.");

        List<String> own =
                two.request().get("/v1/transactions").then().extract().path("data.id");
        List<String> others =
                one.request().get("/v1/transactions").then().extract().path("data.id");
        Eventually.holds(() -> assertThat(String.join("\n", heard)).contains(own.get(0)));
        assertThat(String.join("\n", heard)).doesNotContain(others);
        listening.cancel(true);
    }

    private record Lines(Queue<String> heard) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            heard.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(failure.toString());
        }

        @Override
        public void onComplete() {
            heard.add("the end");
        }
    }

    @Test
    void theReportIsOfTheOwnKnowledgeBases() {
        one.request()
                .get("/v1/consistency")
                .then()
                .statusCode(200)
                .body("knowledge_bases.size()", equalTo(1))
                .body("last_passes", empty());
        post(one, "/v1/consistency/repair", new JsonObject())
                .statusCode(400)
                .body("property", equalTo("knowledge_base"));
    }

    private static void write(Key key, String id, String text) {
        assertThat(key.request()
                        .contentType("application/json")
                        .body(new JsonObject().put("text", text).encode())
                        .put(KB + "/documents/external:" + id)
                        .statusCode())
                .isEqualTo(201);
    }

    private static ValidatableResponse post(Key key, String path, JsonObject body) {
        return key.request()
                .contentType("application/json")
                .body(body.encode())
                .post(path)
                .then();
    }
}
