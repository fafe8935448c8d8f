package dev.lockstep.features.transactions;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** A write that comes again with the same Idempotency-Key is done once and answered as the first time. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class IdempotencyTest {

    private static final String REPLAYED = "Idempotency-Replayed";
    private static final Map<String, String> TEA = Map.of("external_id", "tea", "text", "Green tea wants 70 degrees.");

    private static final String HIDE =
            "UPDATE unit_of_work SET idempotency_key = 'hidden ' || $1 WHERE idempotency_key = $1";
    private static final String SHOW =
            "UPDATE unit_of_work SET idempotency_key = $1 WHERE idempotency_key = 'hidden ' || $1";

    @Inject
    StoreInspector stores;

    Api kb;
    String key;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
        key = UUID.randomUUID().toString();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void everyKindOfWriteIsReplayed() {
        String path = kb.path() + "/documents";
        replayed(() -> json(TEA), "POST", path, 201);
        replayed(() -> json(Map.of("text", "Black tea wants 95 degrees.")), "PUT", path + "/external:tea", 200);
        replayed(() -> json(Map.of("text", "Coffee is roasted.")), "PUT", path + "/external:coffee", 201);
        replayed(() -> json(Map.of("metadata", Map.of("hot", true))), "PATCH", path + "/external:tea", 200);
        replayed(() -> given(), "DELETE", path + "/external:tea", 204);
        replayed(() -> json(Map.of("description", "Drinks")), "PATCH", kb.path(), 200);
        String name = "kb-" + UUID.randomUUID();
        replayed(() -> json(Map.of("name", name)), "POST", "/v1/knowledge-bases", 201);
        replayed(() -> given(), "DELETE", "/v1/knowledge-bases/" + name, 204);
        replayed(() -> json(transaction("milk")), "POST", "/v1/transactions", 200);
        replayed(
                () -> given().contentType("text/plain; charset=UTF-8").body("Raw text."),
                "POST",
                path + "?external_id=raw",
                201);
        replayed(
                () -> given().multiPart("file", "a.txt", "A file.".getBytes(), "text/plain")
                        .multiPart("external_id", "file"),
                "POST",
                path,
                201);
    }

    private static void replayed(Supplier<RequestSpecification> request, String method, String path, int status) {
        String itsKey = UUID.randomUUID().toString();
        Response first = request.get().header("Idempotency-Key", itsKey).request(method, path);
        first.then().statusCode(status).header(REPLAYED, nullValue());

        Response again = request.get().header("Idempotency-Key", itsKey).request(method, path);

        again.then().statusCode(status).header(REPLAYED, is("true"));
        assertThat(again.asString()).as(method + " " + path).isEqualTo(first.asString());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void aReplayChangesNothing() {
        post(TEA).then().statusCode(201);
        kb.put("tea", "Changed by somebody else.").then().statusCode(200);

        post(TEA).then().statusCode(201).header(REPLAYED, is("true")).body("version", is(1));

        kb.get("tea").then().body("version", is(2));
    }

    @Test
    void aWriteThatChangesNothingIsReplayedToo() {
        kb.post("a", "Some text.").then().statusCode(201);

        put("a", "Some text.").then().statusCode(200).body("change", is("unchanged"));
        kb.put("a", "Other text.").then().statusCode(200);

        put("a", "Some text.")
                .then()
                .header(REPLAYED, is("true"))
                .body("change", is("unchanged"))
                .body("version", is(1));
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        post(TEA).then().statusCode(201);

        post(Map.of("external_id", "tea", "text", "Something else."))
                .then()
                .statusCode(422)
                .body("code", is("idempotency_key_reused"));
        put("tea", TEA.get("text")).then().statusCode(422);
    }

    @Test
    void theOrderOfPropertiesDoesNotMakeAnotherRequest() {
        String body = "{\"external_id\": \"a\", \"text\": \"Text.\", \"metadata\": {\"x\": 1, \"y\": 2}}";
        String same = "{\"metadata\": {\"y\": 2, \"x\": 1}, \"text\": \"Text.\", \"external_id\": \"a\"}";

        keyed().body(body).post(kb.path() + "/documents").then().statusCode(201);
        keyed().body(same).post(kb.path() + "/documents").then().statusCode(201).header(REPLAYED, is("true"));
    }

    @Test
    void whileTheFirstIsUnderWayOthersAreToldToWait() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> post(TEA));
        Eventually.holds(() -> assertThat(stores.states(kb.id())).contains("STAGED"));

        post(TEA)
                .then()
                .statusCode(409)
                .header("Retry-After", notNullValue())
                .body("code", is("idempotency_key_in_flight"));

        Faults.mend("Upsert");
        first.join().then().statusCode(201);
        post(TEA).then().statusCode(201).header(REPLAYED, is("true"));
    }

    @Test
    void ofManyAtOnceOneIsCarriedOut() {
        Map<String, String> nameless = Map.of("text", "A document without an id of its own.");

        List<Response> responses =
                IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(nameless)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(responses)
                .allSatisfy(response -> assertThat(response.statusCode()).isIn(201, 409));
        assertThat(responses.stream()
                        .filter(response -> response.statusCode() == 201 && response.header(REPLAYED) == null))
                .hasSize(1);
        assertThat(kb.texts("document")).hasSize(1);
    }

    /** The second request has looked for an earlier one when the first is committed, and then meets what that has written. */
    @Test
    void whoIsOvertakenByTheSameRequestGetsItsResponse() {
        Response first = post(TEA);
        stores.change(HIDE, Tuple.of(key));
        AtomicReference<CompletableFuture<Response>> second = new AtomicReference<>();

        stores.whileKnowledgeBasesAreLocked(() -> {
            second.set(CompletableFuture.supplyAsync(() -> post(TEA)));
            Eventually.holds(() -> assertThat(stores.waitingForKnowledgeBases()).isPositive());
            stores.change(SHOW, Tuple.of(key));
        });

        second.get().join().then().statusCode(201).header(REPLAYED, is("true"));
        assertThat(second.get().join().asString()).isEqualTo(first.asString());
    }

    @Test
    void aReplayedFailureDoesNotAskToTryAgain() {
        Faults.refuse("Upsert", "UNAVAILABLE");
        post(TEA).then().statusCode(503).header("Retry-After", notNullValue());
        Response transaction =
                json(transaction("milk")).header("Idempotency-Key", key + "t").post("/v1/transactions");
        transaction.then().statusCode(503).header("Retry-After", notNullValue());
        Faults.clear();

        post(TEA).then().statusCode(503).header(REPLAYED, is("true")).header("Retry-After", nullValue());
        json(transaction("milk"))
                .header("Idempotency-Key", key + "t")
                .post("/v1/transactions")
                .then()
                .statusCode(503)
                .header(REPLAYED, is("true"))
                .header("Retry-After", nullValue());
    }

    @Test
    void aCompensatedOutcomeIsReplayed() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");
        Response first = post(TEA);
        first.then().statusCode(500).body("code", is("points_rejected"));
        Faults.clear();

        post(TEA)
                .then()
                .statusCode(500)
                .header(REPLAYED, is("true"))
                .body("code", is("points_rejected"))
                .body("detail", is(first.path("detail").toString()));
        kb.get("tea").then().statusCode(404);
    }

    @Test
    void aCompensatedTransactionIsReplayedWithItsResult() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");
        Response first = keyed().body(transaction("milk")).post("/v1/transactions");
        first.then().statusCode(500).body("status", is("compensated"));
        Faults.clear();

        Response again = keyed().body(transaction("milk")).post("/v1/transactions");

        again.then().statusCode(500).header(REPLAYED, is("true"));
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void anInterruptedRequestIsAnsweredOnceItHasBeenUndone() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> lost = CompletableFuture.supplyAsync(() -> post(TEA));
        Eventually.holds(() -> assertThat(stores.states(kb.id())).contains("STAGED"));
        stores.endLeases(kb);

        Eventually.holds(() -> post(TEA)
                .then()
                .statusCode(503)
                .header(REPLAYED, is("true"))
                .body("code", is("transaction_interrupted"))
                .body("transaction_id", notNullValue()));
        Faults.mend("Upsert");
        lost.join().then().statusCode(503);
        kb.get("tea").then().statusCode(404);
    }

    @Test
    void whatIsRefusedBeforeItBeginsMayBeMendedUnderTheSameKey() {
        post(Map.of("external_id", "tea", "text", " ")).then().statusCode(422).header(REPLAYED, nullValue());

        post(TEA).then().statusCode(201).header(REPLAYED, nullValue());
    }

    @Test
    void keysExpire() {
        post(TEA).then().statusCode(201);
        kb.delete("tea").then().statusCode(204);
        stores.ageKey(key);
        stores.expireKeys();

        post(TEA).then().statusCode(201).header(REPLAYED, nullValue());
    }

    @Test
    void oddKeysAreRefused() {
        for (String odd : List.of("with space", "\u00e4", "x".repeat(256))) {
            given().contentType("application/json")
                    .header("Idempotency-Key", odd)
                    .body(TEA)
                    .post(kb.path() + "/documents")
                    .then()
                    .statusCode(400)
                    .body("code", is("invalid_value"));
        }
    }

    private Map<String, ?> transaction(String externalId) {
        return Map.of(
                "operations",
                List.of(Map.of(
                        "operation",
                        "insert",
                        "knowledge_base",
                        kb.name(),
                        "external_id",
                        externalId,
                        "document",
                        Map.of("text", "Milk is white."))));
    }

    private Response post(Map<String, ?> document) {
        return keyed().body(document).post(kb.path() + "/documents");
    }

    private Response put(String externalId, String text) {
        return keyed().body(Map.of("text", text)).put(kb.document(externalId));
    }

    private RequestSpecification keyed() {
        return given().contentType("application/json").header("Idempotency-Key", key);
    }

    private static RequestSpecification json(Map<String, ?> body) {
        return given().contentType("application/json").body(body);
    }
}
