package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.StoreInspector;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

/** What becomes of a document that is there already. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DuplicatesTest {

    private static final String OTTERS = "Otters hold hands while they sleep.";
    private static final String BREAD = "Bread rises because of yeast.";
    private static final String WATER = "Water boils at a lower temperature on a mountain.";

    @Inject
    MeterRegistry metrics;

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @Test
    void theSameInsertedAgainChangesNothing() {
        String id = kb.post("a", OTTERS).then().statusCode(201).extract().path("id");
        long embedded = embeddedTexts();
        long unitsOfWork = unitsOfWork();

        kb.post("a", OTTERS)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("id", is(id))
                .body("change", is("unchanged"));
        kb.post("a", BREAD).then().statusCode(409).body("code", is("document_exists"));

        assertThat(embeddedTexts()).isEqualTo(embedded);
        assertThat(unitsOfWork()).isEqualTo(unitsOfWork);
        assertThat(kb.texts("text")).containsExactly(OTTERS);
    }

    @Test
    void otherMetadataIsAnotherContent() {
        kb.post(Map.of("external_id", "a", "text", OTTERS, "metadata", Map.of("n", 1)))
                .then()
                .statusCode(201);

        kb.post("a", OTTERS).then().statusCode(409);
        kb.post(Map.of("external_id", "a", "text", OTTERS, "metadata", Map.of("n", 1.0)))
                .then()
                .statusCode(200)
                .body("change", is("unchanged"));
    }

    @Test
    void aDuplicateByExternalIdIsSkippedReplacedOrRefusedAsAsked() {
        insert("fail", "a", OTTERS).then().statusCode(201).body("change", is("created"));

        insert("fail", "a", OTTERS).then().statusCode(409).body("code", is("document_exists"));
        insert("skip", "a", BREAD)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("change", is("skipped"));
        assertThat(kb.texts("text")).containsExactly(OTTERS);
        insert("skip", "a", OTTERS).then().statusCode(200).body("change", is("unchanged"));
        insert("replace", "a", OTTERS)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("change", is("unchanged"));
        insert("replace", "a", BREAD)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("change", is("replaced"));
        assertThat(kb.texts("text")).containsExactly(BREAD);
    }

    private Response insert(String onDuplicate, String externalId, String text) {
        return kb.post(Map.of("external_id", externalId, "text", text, "on_duplicate", onDuplicate));
    }

    @Test
    void withoutAnExternalIdTheContentDecidesIfAsked() {
        String id = raw(OTTERS, "?on_duplicate=skip")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        long embedded = embeddedTexts();

        raw(OTTERS, "?on_duplicate=skip")
                .then()
                .statusCode(200)
                .body("id", is(id))
                .body("change", is("unchanged"));
        raw(OTTERS, "?on_duplicate=replace").then().statusCode(200).body("id", is(id));
        raw(OTTERS, "?on_duplicate=fail").then().statusCode(409).body("document_id", is(id));
        form(OTTERS, "skip").then().statusCode(200).body("id", is(id));
        assertThat(embeddedTexts()).isEqualTo(embedded);

        raw(OTTERS, "").then().statusCode(201).body("id", not(is(id)));
        raw(BREAD, "?on_duplicate=fail").then().statusCode(201);
        assertThat(kb.texts("text")).hasSize(3);
    }

    @Test
    void whatIsInAnotherKnowledgeBaseIsNoDuplicate() {
        Api other = Api.newKnowledgeBase();
        other.post(Map.of("text", OTTERS, "on_duplicate", "fail")).then().statusCode(201);

        kb.post(Map.of("text", OTTERS, "on_duplicate", "fail")).then().statusCode(201);
    }

    @Test
    void whatWasDeletedIsNoDuplicate() {
        kb.post(Map.of("external_id", "a", "text", OTTERS)).then().statusCode(201);
        kb.delete("a").then().statusCode(204);

        kb.post(Map.of("text", OTTERS, "on_duplicate", "fail")).then().statusCode(201);
    }

    @Test
    void ofManyWhoSkipTheSameContentAtOnceOneStoresIt() {
        List<CompletableFuture<Response>> all = IntStream.range(0, 6)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> kb.post(Map.of("text", OTTERS, "on_duplicate", "skip"))))
                .toList();

        List<Integer> statuses =
                all.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(statuses).as("one 201").containsOnlyOnce(201).containsOnly(200, 201);
        given().get(kb.path() + "/documents").then().body("data", hasSize(1));
        assertThat(kb.texts("otters")).containsExactly(OTTERS);
    }

    @Test
    void theAnswerThatNothingChangedIsKeptForItsKey() {
        kb.post("a", OTTERS).then().statusCode(201);
        String key = UUID.randomUUID().toString();
        keyed(key, "a").then().statusCode(200).body("change", is("unchanged"));
        kb.put("a", BREAD).then().statusCode(200);

        keyed(key, "a")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .header("ETag", "\"1\"")
                .body("change", is("unchanged"));
        keyed(key, "b").then().statusCode(422).body("code", is("idempotency_key_reused"));
    }

    private Response keyed(String key, String externalId) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("external_id", externalId, "text", OTTERS))
                .post(kb.path() + "/documents");
    }

    @Test
    void anInsertionOfATransactionMayAskForItToo() {
        kb.post("a", OTTERS).then().statusCode(201);

        transaction(insertion("a", OTTERS, null)).statusCode(200).body("step_results.step_0.change", is("unchanged"));
        transaction(insertion("a", BREAD, "skip")).statusCode(200).body("step_results.step_0.change", is("skipped"));
        transaction(insertion("a", BREAD, null)).statusCode(409).body("code", is("document_exists"));
        transaction(insertion("a", BREAD, "replace"), insertion(null, WATER, "fail"))
                .statusCode(200)
                .body("step_results.step_0.operation", is("insert"))
                .body("step_results.step_0.change", is("replaced"))
                .body("step_results.step_1.operation", is("insert"));
        transaction(insertion(null, WATER, "skip"))
                .statusCode(200)
                .body("step_results.step_0.operation", is("insert"))
                .body("step_results.step_0.change", is("unchanged"))
                .body("step_results.step_0.id", notNullValue());
        assertThat(kb.texts("text")).containsExactlyInAnyOrder(BREAD, WATER);
    }

    private ValidatableResponse transaction(Object... operations) {
        return given().contentType("application/json")
                .body(Map.of("operations", operations))
                .post("/v1/transactions")
                .then();
    }

    private Map<String, Object> insertion(String externalId, String text, String onDuplicate) {
        Map<String, Object> document = new HashMap<>(Map.of("text", text));
        if (externalId != null) {
            document.put("external_id", externalId);
        }
        if (onDuplicate != null) {
            document.put("on_duplicate", onDuplicate);
        }
        return Map.of("operation", "insert", "knowledge_base", kb.name(), "document", document);
    }

    @Test
    void whoNamesTheDocumentDoesNotSayItTwice() {
        kb.put("a", Map.of("text", OTTERS, "on_duplicate", "skip"))
                .then()
                .statusCode(400)
                .body("code", is("invalid_value"))
                .body("property", is("on_duplicate"));
        raw(OTTERS, "?on_duplicate=Skip")
                .then()
                .statusCode(400)
                .body("detail", is("'on_duplicate' must be one of skip, replace, fail, not 'Skip'"));
        kb.post(Map.of("text", OTTERS, "on_duplicate", "maybe")).then().statusCode(400);
        given().get(kb.path() + "/documents").then().body("data", hasSize(0));
    }

    private Response raw(String text, String query) {
        return given().contentType("text/plain; charset=utf-8").body(text).post(kb.path() + "/documents" + query);
    }

    private Response form(String text, String onDuplicate) {
        return given().multiPart("file", "a.txt", text.getBytes(StandardCharsets.UTF_8), "text/plain")
                .multiPart("on_duplicate", onDuplicate)
                .post(kb.path() + "/documents");
    }

    private long unitsOfWork() {
        return stores.count("SELECT count(*) FROM unit_of_work");
    }

    private long embeddedTexts() {
        return metrics.get("lockstep.embedding.text")
                .tag("lane", "documents")
                .timer()
                .count();
    }
}
