package dev.lockstep.features.transactions;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** Several operations become visible in one instant, or never. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class TransactionTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final String ROCKETS = "Rockets burn liquid oxygen on their way to orbit.";
    private static final String BREAD = "Bread is baked from flour, water and salt.";

    @Inject
    StoreInspector stores;

    Api animals;
    Api machines;

    @BeforeEach
    void makeKnowledgeBases() {
        animals = Api.newKnowledgeBase();
        machines = Api.newKnowledgeBase();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void operationsOverSeveralKnowledgeBasesAreCommittedTogether() {
        animals.post("old", BREAD).then().statusCode(201);
        machines.post("gone", BREAD).then().statusCode(201);

        String location = execute(
                        insert(animals, "tiger", TIGERS),
                        operation("update", animals, "old", Map.of("text", "Owls hunt at night.")),
                        operation("upsert", machines, "rocket", Map.of("text", ROCKETS)),
                        operation("delete", machines, "gone", null))
                .statusCode(200)
                .header("Location", containsString("/v1/transactions/"))
                .body("status", is("completed"))
                .body("execution_time_ms", greaterThanOrEqualTo(0))
                .body("step_results.step_0.operation", is("insert"))
                .body("step_results.step_0.status", is("completed"))
                .body("step_results.step_0.affected.documents", is(1))
                .body("step_results.step_0.affected.chunks", is(1))
                .body("step_results.step_0.external_id", is("tiger"))
                .body("step_results.step_0.version", is(1))
                .body("step_results.step_1.version", is(2))
                .body("step_results.step_2.operation", is("upsert"))
                .body("step_results.step_2.change", is("created"))
                .body("step_results.step_3.operation", is("delete"))
                .body("compensated_steps", empty())
                .body("error", nullValue())
                .extract()
                .header("Location");

        given().get(location)
                .then()
                .statusCode(200)
                .body("status", is("completed"))
                .body("step_results.step_1.version", is(2))
                .body("created_at", endsWith("Z"));
        assertThat(animals.texts("animals")).containsExactlyInAnyOrder(TIGERS, "Owls hunt at night.");
        assertThat(machines.texts("machines")).containsExactly(ROCKETS);
        Eventually.holds(() -> {
            assertThat(stores.points(animals)).isEqualTo(stores.liveChunks(animals));
            assertThat(stores.points(machines)).isEqualTo(stores.liveChunks(machines));
        });
    }

    @Test
    void aStepThatFailsUndoesAllOthersInReverseOrder() {
        animals.post("old", BREAD).then().statusCode(201);
        stores.dropCollection(machines);

        String id = execute(
                        operation("update", animals, "old", Map.of("text", TIGERS)),
                        insert(animals, "new", TIGERS),
                        insert(machines, "rocket", ROCKETS))
                .statusCode(500)
                .body("status", is("compensated"))
                .body("compensated_steps", contains("step_2", "step_1", "step_0"))
                .body("error.code", is("points_rejected"))
                .body("step_results.step_0.status", is("compensated"))
                .body("step_results.step_1.status", is("compensated"))
                .body("step_results.step_2.status", is("failed"))
                .body("step_results.step_2.error.code", is("points_rejected"))
                .extract()
                .path("id");

        assertThat(animals.texts("anything")).containsExactly(BREAD);
        animals.get("new").then().statusCode(404);
        machines.get("rocket").then().statusCode(404);
        assertThat(stores.chunkRows(animals)).isEqualTo(stores.liveChunks(animals));
        Eventually.holds(() -> assertThat(stores.points(animals)).isEqualTo(stores.liveChunks(animals)));
        given().get("/v1/transactions/" + id)
                .then()
                .statusCode(200)
                .body("status", is("compensated"))
                .body("compensated_steps", contains("step_2", "step_1", "step_0"))
                .body("step_results.step_2.status", is("failed"))
                .body("error.code", is("points_rejected"));
    }

    @Test
    void aVersionThatIsNotTheExpectedOneStopsEverythingBeforeItBegins() {
        animals.post("a", TIGERS).then().statusCode(201);

        Map<String, Object> stale = operation("delete", animals, "a", null);
        stale.put("expected_version", 7);
        execute(insert(machines, "rocket", ROCKETS), stale)
                .statusCode(412)
                .contentType("application/problem+json")
                .body("code", is("precondition_failed"))
                .body("operation", is(1))
                .body("detail", containsString("operations[1]"));

        machines.get("rocket").then().statusCode(404);
        animals.get("a").then().statusCode(200);
    }

    @Test
    void ifAbsentUndoesTheWholeWhenThereIsOne() {
        animals.post("a", TIGERS).then().statusCode(201);
        Map<String, Object> onlyIfAbsent = operation("upsert", animals, "a", Map.of("text", BREAD));
        onlyIfAbsent.put("if_absent", true);

        execute(insert(machines, "rocket", ROCKETS), onlyIfAbsent).statusCode(412);

        machines.get("rocket").then().statusCode(404);
        assertThat(animals.texts("cats")).containsExactly(TIGERS);
    }

    @Test
    void aDocumentThatChangesMeanwhileUndoesTheWhole() {
        animals.post("a", TIGERS).then().statusCode(201);
        Faults.holdAnswer("Upsert");
        var slow = java.util.concurrent.CompletableFuture.supplyAsync(() ->
                execute(operation("update", animals, "a", Map.of("text", BREAD)), insert(machines, "rocket", ROCKETS)));
        Eventually.holds(() -> assertThat(stores.states(animals.id())).contains("STAGED"));
        animals.delete("a").then().statusCode(204);

        Faults.mend("Upsert");
        slow.join()
                .statusCode(409)
                .body("status", is("compensated"))
                .body("error.code", is("version_conflict"))
                .body("step_results.step_0.status", is("failed"));

        animals.get("a").then().statusCode(404);
        machines.get("rocket").then().statusCode(404);
    }

    @Test
    void metadataAloneIsMergedAndNothingIsEmbedded() {
        animals.post(Map.of("external_id", "a", "text", TIGERS, "metadata", Map.of("legs", 4, "wild", true)))
                .then()
                .statusCode(201);

        execute(operation("update", animals, "a", Map.of("metadata", Map.of("wild", false))))
                .statusCode(200)
                .body("step_results.step_0.version", is(2));

        animals.get("a").then().body("metadata.legs", is(4)).body("metadata.wild", is(false));
    }

    @Test
    void whatIsAlreadySoIsKept() {
        animals.post("a", TIGERS).then().statusCode(201);

        execute(operation("upsert", animals, "a", Map.of("text", TIGERS)))
                .statusCode(200)
                .body("step_results.step_0.operation", is("upsert"))
                .body("step_results.step_0.change", is("unchanged"))
                .body("step_results.step_0.affected.documents", is(0))
                .body("step_results.step_0.version", is(1));
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsStaged() {
        animals.post("a", TIGERS).then().statusCode(201);
        long before = stores.count("SELECT count(*) FROM unit_of_work");

        refused(400, "unknown_operation", operation("explode", animals, "a", null));
        refused(404, "document_not_found", operation("delete", animals, "nobody", null));
        refused(404, "document_not_found", operation("update", animals, "nobody", Map.of("text", BREAD)));
        refused(409, "document_exists", insert(animals, "a", BREAD));
        refused(400, "missing_property", operation("insert", animals, "b", null));
        refused(422, "empty_text", insert(animals, "b", "  "));
        refused(400, "duplicate_target", insert(animals, "b", BREAD), insert(animals, "b", TIGERS));
        refused(400, "missing_property", Map.of("operation", "delete", "knowledge_base", animals.name()));
        refused(
                404,
                "knowledge_base_not_found",
                Map.of(
                        "operation",
                        "delete",
                        "knowledge_base",
                        "no-such-kb",
                        "id",
                        UUID.randomUUID().toString()));
        refused(400, "unknown_property", Map.of("operation", "delete", "knowledge_base", animals.name(), "what", 1));
        refused(400, "invalid_value", Map.of("participant", "nobody", "operation", "delete"));
        refused(400, "invalid_value");
        given().contentType("application/json")
                .body("{\"operations\": [null]}")
                .post("/v1/transactions")
                .then()
                .statusCode(400);

        assertThat(stores.count("SELECT count(*) FROM unit_of_work")).isEqualTo(before);
    }

    @Test
    void byIdAndByExternalIdIsTheSameDocument() {
        String id = animals.post("a", TIGERS).then().statusCode(201).extract().path("id");

        refused(
                400,
                "duplicate_target",
                operation("delete", animals, "a", null),
                Map.of("operation", "delete", "knowledge_base", animals.name(), "id", id));
    }

    @Test
    void tooManyOperationsAreRefusedWithTheLimit() {
        Map<?, ?>[] many = new Map<?, ?>[501];
        for (int i = 0; i < many.length; i++) {
            many[i] = operation("delete", animals, "d" + i, null);
        }
        execute(many).statusCode(413).body("code", is("too_many_operations")).body("limit", is(500));
    }

    @Test
    void whatTakesTooLongIsUndone() {
        Faults.delay("Upsert", 3_000);

        given().contentType("application/json")
                .body(Map.of("operations", List.of(insert(animals, "a", TIGERS)), "options", Map.of("timeout_ms", 700)))
                .post("/v1/transactions")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("status", is("compensated"));

        Faults.clear();
        animals.get("a").then().statusCode(404);
        Eventually.holds(() -> assertThat(stores.points(animals)).isEmpty());
    }

    @Test
    void aTimeThatIsAlwaysTooShortIsTold() {
        for (int i = 0; i < 10; i++) {
            given().contentType("application/json")
                    .body(Map.of(
                            "operations", List.of(insert(animals, "a", TIGERS)), "options", Map.of("timeout_ms", 1)))
                    .post("/v1/transactions")
                    .then()
                    .statusCode(503);
        }
        animals.get("a").then().statusCode(404);
    }

    @Test
    void whatMayGoOnAfterItsTimeIsCompletedInTheBackground() {
        Faults.holdAnswer("Upsert");

        String id = given().contentType("application/json")
                .body(Map.of(
                        "operations",
                        List.of(insert(animals, "a", TIGERS)),
                        "options",
                        Map.of("timeout_ms", 500, "compensate_on_timeout", false)))
                .post("/v1/transactions")
                .then()
                .statusCode(202)
                .header("Location", notNullValue())
                .body("status", is("in_progress"))
                .extract()
                .path("id");

        given().get("/v1/transactions/" + id).then().statusCode(200).body("status", is("in_progress"));
        Faults.mend("Upsert");
        Eventually.holds(() -> given().get("/v1/transactions/" + id).then().body("status", is("completed")));
        assertThat(animals.texts("cats")).containsExactly(TIGERS);
    }

    @Test
    void whatWasStagedInTheBackgroundIsTakenBackThoughTheAnswerWasLost() {
        stores.sleepAtStaging(1);
        String id;
        try {
            id = given().contentType("application/json")
                    .body(Map.of(
                            "operations",
                            List.of(insert(animals, "a", TIGERS)),
                            "options",
                            Map.of("timeout_ms", 1, "compensate_on_timeout", false)))
                    .post("/v1/transactions")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id");
            Eventually.holds(() -> Faults.cutPostgres(stores.committingPort()));
        } finally {
            stores.stageWithoutSleep();
        }

        Eventually.holds(() -> given().get("/v1/transactions/" + id).then().body("status", is("compensated")));
        assertThat(stores.chunkRows(animals)).isEmpty();
    }

    @Test
    void aTransactionOnAKnowledgeBaseThatIsDeletedMeanwhileSaysSo() {
        Faults.holdAnswer("Upsert");
        var overtaken = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> execute(insert(animals, "a", TIGERS), insert(machines, "b", ROCKETS)));
        Eventually.holds(() -> assertThat(stores.states(animals.id())).contains("STAGED"));

        given().delete(machines.path()).then().statusCode(204);

        Faults.mend("Upsert");
        overtaken
                .join()
                .statusCode(404)
                .body("status", is("compensated"))
                .body("error.code", is("knowledge_base_not_found"))
                .body("step_results.step_1.status", is("failed"));
        assertThat(animals.texts("tigers")).isEmpty();
    }

    @Test
    void anInsertionTakesNoId() {
        String id = animals.post("a", TIGERS).then().statusCode(201).extract().path("id");

        for (String any : List.of(id, UUID.randomUUID().toString())) {
            refused(
                    400,
                    "invalid_value",
                    Map.of(
                            "operation",
                            "insert",
                            "knowledge_base",
                            animals.name(),
                            "id",
                            any,
                            "document",
                            Map.of("text", BREAD)));
        }
    }

    @Test
    void nothingRemainsOfADocumentThatIsDeletedDuringATransactionOnIt() {
        animals.post("a", BREAD).then().statusCode(201);
        Faults.holdAnswer("Upsert");
        var overtaken = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> execute(operation("update", animals, "a", Map.of("text", TIGERS))));
        Eventually.holds(() -> assertThat(stores.states(animals.id())).contains("STAGED"));

        animals.delete("a").then().statusCode(204);
        Eventually.holds(() -> assertThat(stores.chunkRows(animals)).hasSize(1));

        Faults.mend("Upsert");
        overtaken.join().statusCode(409).body("error.code", is("version_conflict"));
        Eventually.holds(() -> assertThat(stores.documentRows(animals)).isEmpty());
    }

    @Test
    void namesThatPostgresCannotReadAreRefused() {
        refused(422, "invalid_text", insert(animals, "a\0b", TIGERS));
        refused(422, "invalid_text", Map.of("operation", "delete", "knowledge_base", "a\0b", "external_id", "a"));
        given().queryParam("knowledge_base", "a\0b")
                .get("/v1/transactions")
                .then()
                .statusCode(422)
                .body("code", is("invalid_text"));
        given().queryParam("since", "+1000000000-12-31T23:59:59Z")
                .get("/v1/transactions")
                .then()
                .statusCode(400)
                .body("code", is("invalid_value"));
    }

    @Test
    void aPassingFailureIsTriedAgainWhenAskedFor() {
        Faults.refuse("Upsert", "UNAVAILABLE");
        var patient = java.util.concurrent.CompletableFuture.supplyAsync(() -> given().contentType("application/json")
                .body(Map.of(
                        "operations",
                        List.of(insert(animals, "a", TIGERS)),
                        "options",
                        Map.of("retry_on_failure", true, "max_retries", 10)))
                .post("/v1/transactions")
                .then());
        Eventually.holds(() -> assertThat(stores.states(animals.id())).contains("STAGED"));
        Faults.clear();

        patient.join().statusCode(200).body("status", is("completed"));
    }

    @Test
    void transactionsAreListedNewestFirstAndFiltered() {
        String first =
                execute(insert(animals, "a", TIGERS)).statusCode(200).extract().path("id");
        String second =
                execute(insert(animals, "b", BREAD)).statusCode(200).extract().path("id");
        execute(insert(machines, "c", ROCKETS)).statusCode(200);

        List<String> listed = given().queryParam("knowledge_base", animals.name())
                .queryParam("status", "completed")
                .get("/v1/transactions")
                .then()
                .statusCode(200)
                .body("data[0].id", is(second))
                .body("data[1].id", is(first))
                .extract()
                .path("data.id");
        // The third is the making of the knowledge base.
        assertThat(listed).hasSize(3);

        String cursor = given().queryParam("knowledge_base", animals.name())
                .queryParam("limit", 1)
                .get("/v1/transactions")
                .then()
                .body("data.id", contains(second))
                .extract()
                .path("next_cursor");
        given().queryParam("knowledge_base", animals.name())
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/v1/transactions")
                .then()
                .body("data.id", contains(first));
        given().queryParam("since", "2999-01-01T00:00:00Z")
                .get("/v1/transactions")
                .then()
                .body("data", empty());
        given().queryParam("until", "2000-01-01T00:00:00Z")
                .get("/v1/transactions")
                .then()
                .body("data", empty());
        given().queryParam("status", "odd").get("/v1/transactions").then().statusCode(400);
        given().queryParam("since", "yesterday").get("/v1/transactions").then().statusCode(400);
    }

    @Test
    void unknownTransactionsAreNotFound() {
        given().get("/v1/transactions/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", is("transaction_not_found"));
        given().get("/v1/transactions/no-id").then().statusCode(404);
        given().post("/v1/transactions/" + UUID.randomUUID() + "/retry").then().statusCode(404);
    }

    @Test
    void aParkedTransactionIsUndoneWhenAnAdministratorTriesAgain() {
        Faults.refuse("Upsert", "UNAVAILABLE");
        Faults.refuse("Delete", "UNAVAILABLE");
        String id = execute(insert(animals, "a", TIGERS))
                .statusCode(503)
                .body("status", is("in_progress"))
                .extract()
                .path("id");
        stores.exhaustAttempts(UUID.fromString(id));
        Eventually.holds(() -> given().get("/v1/transactions/" + id).then().body("status", is("failed")));
        animals.get("a").then().statusCode(404);

        Faults.clear();
        given().post("/v1/transactions/" + id + "/retry").then().statusCode(202);

        Eventually.holds(() -> given().get("/v1/transactions/" + id).then().body("status", is("compensated")));
        assertThat(stores.chunkRows(animals)).isEmpty();
        given().post("/v1/transactions/" + id + "/retry")
                .then()
                .statusCode(409)
                .body("code", is("transaction_not_parked"));
    }

    @Test
    void singleWritesAreTransactionsToo() {
        animals.post("a", TIGERS).then().statusCode(201);

        given().queryParam("knowledge_base", animals.name())
                .get("/v1/transactions")
                .then()
                .body("data.step_results.step_0.operation", hasItem("insert"))
                .body("data.step_results.step_0.external_id", hasItem("a"))
                .body("data.status", not(hasItem("failed")))
                .body("data[0].created_at", endsWith("Z"));
    }

    @Test
    void messagesAndDocumentsAreCommittedTogetherOrNotAtAll() {
        String conversation = given().contentType("application/json")
                .body("{}")
                .post("/v1/conversations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        execute(insert(animals, "tiger", TIGERS), append(conversation, "Tell me about tigers."))
                .statusCode(200)
                .body("step_results.step_1.participant", is("conversations"))
                .body("step_results.step_1.affected.messages", is(1))
                .body("step_results.step_1.first_index", is(0));
        assertThat(recalled(conversation)).containsExactly("Tell me about tigers.");

        stores.dropCollection(machines);
        execute(append(conversation, "Never said."), insert(machines, "rocket", ROCKETS))
                .statusCode(500)
                .body("compensated_steps", contains("step_1", "step_0"));

        assertThat(recalled(conversation)).containsExactly("Tell me about tigers.");
        given().get("/v1/conversations/" + conversation).then().body("messages", is(1));
        refused(
                404,
                "conversation_not_found",
                insert(animals, "owl", BREAD),
                append(UUID.randomUUID().toString(), "Nobody listens."));
        refused(400, "unknown_operation", Map.of("participant", "conversations", "operation", "shout"));
        animals.get("owl").then().statusCode(404);
    }

    @Test
    void aSearchFindsAllOfATransactionThoughQdrantLags() {
        Faults.holdApplication();

        execute(insert(animals, "a", TIGERS), insert(animals, "b", BREAD), insert(machines, "c", ROCKETS))
                .statusCode(200);

        assertThat(animals.texts("anything")).containsExactlyInAnyOrder(TIGERS, BREAD);
        assertThat(machines.texts("anything")).containsExactly(ROCKETS);
    }

    private static List<String> recalled(String conversation) {
        return given().contentType("application/json")
                .body(Map.of("query", "tigers"))
                .post("/v1/conversations/" + conversation + "/recall")
                .then()
                .statusCode(200)
                .extract()
                .path("data.message.text");
    }

    private static Map<String, Object> append(String conversation, String text) {
        return Map.of(
                "participant",
                "conversations",
                "operation",
                "append",
                "conversation",
                conversation,
                "messages",
                List.of(Map.of("role", "user", "text", text)));
    }

    private static void refused(int status, String code, Map<?, ?>... operations) {
        execute(operations).statusCode(status).body("code", is(code));
    }

    private static ValidatableResponse execute(Map<?, ?>... operations) {
        return given().contentType("application/json")
                .body(Map.of("operations", List.of(operations)))
                .post("/v1/transactions")
                .then();
    }

    private static Map<String, Object> insert(Api knowledgeBase, String externalId, String text) {
        return operation("insert", knowledgeBase, externalId, Map.of("text", text));
    }

    private static Map<String, Object> operation(
            String name, Api knowledgeBase, String externalId, Map<String, ?> document) {
        Map<String, Object> operation = new HashMap<>(
                Map.of("operation", name, "knowledge_base", knowledgeBase.name(), "external_id", externalId));
        if (document != null) {
            operation.put("document", document);
        }
        return operation;
    }
}
