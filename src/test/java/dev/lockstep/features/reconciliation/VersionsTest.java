package dev.lockstep.features.reconciliation;

import dev.lockstep.features.reconciliation.Repairs.Outcome;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.Beside;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.SecondModel;
import dev.lockstep.testing.StoreInspector;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** The versions that a document had: listed, restored, kept no longer than they should be, and never taken for anything else. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class VersionsTest {

    private static final String TIGERS =
            "# Tigers\n\nTigers are striped cats of the jungle.\n\n# Lions\n\nLions live in prides on the savannah.";
    private static final String ROCKETS = "Rockets burn liquid oxygen on their way to orbit.";

    @Inject
    StoreInspector stores;

    @Inject
    VersionRetention retention;

    @Inject
    MeterRegistry metrics;

    Api kb;

    @BeforeEach
    void twoVersions() {
        kb = Api.newKnowledgeBase();
        tigers().then().statusCode(201);
        kb.put("a", ROCKETS).then().statusCode(200);
    }

    private Response tigers() {
        return kb.put(
                "a", Map.of("text", TIGERS, "title", "Cats", "format", "markdown", "metadata", Map.of("legs", 4)));
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
        given().delete(kb.path());
    }

    @Test
    void versionsAreListedTheLiveOneFirst() {
        given().contentType("application/json")
                .body(Map.of("metadata", Map.of("stages", 2)))
                .patch(kb.document("a"))
                .then()
                .statusCode(200);

        versions()
                .then()
                .body("data.version", is(List.of(3, 2, 1)))
                .body("data.state", is(List.of("live", "superseded", "superseded")))
                .body("data.chunks", is(List.of(1, 1, 2)))
                .body("data[0].metadata.stages", is(2))
                .body("data[0].superseded_at", nullValue())
                .body("data[2].title", is("Cats"))
                .body("data[2].format", is("markdown"))
                .body("data[2].superseded_at", notNullValue())
                .body("next_cursor", nullValue());
        String cursor = given().get(kb.document("a") + "/versions?limit=2")
                .then()
                .body("data.version", is(List.of(3, 2)))
                .extract()
                .path("next_cursor");
        given().get(kb.document("a") + "/versions?limit=2&cursor=" + cursor)
                .then()
                .body("data.version", is(List.of(1)))
                .body("next_cursor", nullValue());
    }

    @Test
    void aKeptVersionIsRestoredWithoutEmbedding() {
        Repairs.quiet(kb, stores);
        assertThat(stores.points(kb))
                .as("nothing of a kept version is in Qdrant")
                .hasSize(1);
        assertThat(kb.texts("striped cats")).containsExactly(ROCKETS);
        long embedded = embeddedTexts();

        restore(1)
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("version", is(3))
                .body("change", is("restored"))
                .body("title", is("Cats"))
                .body("metadata.legs", is(4))
                .body("chunks", is(Map.of("expected", 2, "stored", 2, "embedded", 0, "reused", 2)));

        assertThat(embeddedTexts()).isEqualTo(embedded);
        kb.search("striped cats", Map.of("legs", 4))
                .body("data[0].version", is(3))
                .body("data.size()", is(2));
        assertThat(given().get(kb.document("a") + "/content").asString()).isEqualTo(TIGERS);
        tigers().then().statusCode(200).body("change", is("unchanged"));
        versions().then().body("data.version", is(List.of(3, 2, 1)));
        Repairs.quiet(kb, stores);
        assertThat(stores.points(kb)).hasSize(2);
        assertThat(vectors(3)).as("the same vectors").isEqualTo(vectors(1));
    }

    private List<String> vectors(int version) {
        List<String> vectors = new ArrayList<>();
        stores.query(
                        "SELECT encode(c.embedding, 'hex') AS vector FROM chunk c JOIN document d ON d.id = c.document_id"
                                + " WHERE d.knowledge_base_id = $1 AND c.version = $2 ORDER BY c.ordinal",
                        Tuple.of(kb.id(), version))
                .forEach(row -> vectors.add(row.getString("vector")));
        return vectors;
    }

    @Test
    void whatIsLiveAlreadyIsNotWrittenAgain() {
        restore(2)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("change", is("unchanged"))
                .body("chunks.reused", is(1));
        tigers().then().statusCode(200).body("version", is(3));
        restore(1).then().statusCode(200).header("ETag", "\"3\"").body("change", is("unchanged"));
    }

    @Test
    void aVersionWithOtherMetadataIsRestoredThoughHashesOfOldDidNotCoverIt() {
        kb.put("a", Map.of("text", ROCKETS, "metadata", Map.of("stages", 2)))
                .then()
                .statusCode(200);
        stores.change(
                "UPDATE document_version SET content_hash = 'of the text alone' WHERE document_id IN"
                        + " (SELECT id FROM document WHERE knowledge_base_id = $1)",
                Tuple.of(kb.id()));

        restore(2).then().statusCode(200).body("change", is("restored")).body("metadata", is(Map.of()));
    }

    @Test
    void whatIsNotKeptOrNeverWasLiveIsNotFound() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");
        kb.put("a", "Refused.").then().statusCode(500);
        Faults.clear();

        restore(3).then().statusCode(404).body("code", is("version_not_found"));
        restore(0).then().statusCode(404).body("code", is("version_not_found"));
        given().post(kb.document("a") + "/versions/first/restore")
                .then()
                .statusCode(404)
                .body("code", is("version_not_found"));
        given().post(kb.document("nobody") + "/versions/1/restore")
                .then()
                .statusCode(404)
                .body("code", is("document_not_found"));
        versions().then().body("data.version", is(List.of(2, 1)));
    }

    @Test
    void aVersionThatIsBeingWrittenIsNeitherListedNorRestored() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> write = Beside.run(() -> kb.put("a", "Slow."));
        Eventually.holds(() -> assertThat(Faults.isHeld("Upsert")).isTrue());

        versions().then().body("data.version", is(List.of(2, 1)));
        restore(3).then().statusCode(404);

        Faults.clear();
        write.join().then().statusCode(200);
    }

    @Test
    void preconditionsAndKeysHoldForRestoringToo() {
        given().header("If-Match", "\"1\"")
                .post(kb.document("a") + "/versions/1/restore")
                .then()
                .statusCode(412)
                .body("version", is(2));
        String key = UUID.randomUUID().toString();

        keyed(key, 1).then().statusCode(200).body("version", is(3));
        kb.put("a", "Something else.").then().statusCode(200);

        keyed(key, 1)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .header("ETag", "\"3\"")
                .body("change", is("restored"));
        assertThat(kb.texts("anything")).containsExactly("Something else.");
    }

    private Response keyed(String key, int version) {
        return given().header("If-Match", "\"2\"")
                .header("Idempotency-Key", key)
                .post(kb.document("a") + "/versions/" + version + "/restore");
    }

    @Test
    void whatQdrantRefusesToTakeBackLeavesTheLiveVersionAsItWas() {
        Repairs.quiet(kb, stores);
        Faults.loseAnswer("Upsert", "UNAVAILABLE");

        restore(1).then().statusCode(503);

        assertThat(kb.texts("striped cats")).containsExactly(ROCKETS);
        kb.get("a").then().body("version", is(2));
        Faults.clear();
        Repairs.decided(kb, stores);
        assertThat(stores.chunkRows(kb)).isEqualTo(stores.liveChunks(kb));
        restore(1).then().statusCode(200).body("change", is("restored"));
        assertThat(kb.texts("striped cats")).hasSize(2);
    }

    @Test
    void aRestorationWhoseProcessDiesIsUndoneByRecovery() {
        Repairs.quiet(kb, stores);
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> restored = Beside.run(() -> restore(1));
        Eventually.holds(() -> assertThat(Faults.isHeld("Upsert")).isTrue());

        stores.endLeases(kb);
        Eventually.holds(() -> assertThat(stores.unitsOfWork(kb, "COMPENSATED")).hasSize(1));
        Faults.clear();

        restored.join().then().statusCode(503).body("code", is("lease_lost"));
        assertThat(kb.texts("striped cats")).containsExactly(ROCKETS);
        Repairs.decided(kb, stores);
        restore(1).then().statusCode(200);
        assertThat(kb.texts("striped cats")).hasSize(2);
    }

    @Test
    void ofTwoRestorationsAtOnceOneWins() {
        kb.put("a", "The third one.").then().statusCode(200);
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> one = Beside.run(() -> restore(1));
        CompletableFuture<Response> other = Beside.run(() -> restore(2));
        Eventually.holds(() -> assertThat(stores.unitsOfWork(kb, "STAGED")).hasSize(2));
        Faults.clear();

        assertThat(List.of(one.join().statusCode(), other.join().statusCode())).containsExactlyInAnyOrder(200, 409);

        boolean first = one.join().statusCode() == 200;
        assertThat(kb.texts("striped cats")).hasSize(first ? 2 : 1).doesNotContain("The third one.");
        Repairs.decided(kb, stores);
        versions().then().body("data.size()", is(4));
    }

    @Test
    void ofARestorationAndAPutWithIfMatchOneWins() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> restored = Beside.run(() -> restore(1));
        CompletableFuture<Response> put = Beside.run(() -> given().contentType("application/json")
                .header("If-Match", "\"2\"")
                .body(Map.of("text", "The new one."))
                .put(kb.document("a")));
        Eventually.holds(() -> assertThat(stores.unitsOfWork(kb, "STAGED")).hasSize(2));
        Faults.clear();

        assertThat(List.of(restored.join().statusCode(), put.join().statusCode()))
                .containsExactlyInAnyOrder(200, 409);
        assertThat(kb.texts("striped cats"))
                .hasSize(restored.join().statusCode() == 200 ? 2 : 1)
                .doesNotContain(ROCKETS);
    }

    @Test
    void aRestorationWhoseDocumentIsDeletedMeanwhileFails() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> restored = Beside.run(() -> restore(1));
        Eventually.holds(() -> assertThat(Faults.isHeld("Upsert")).isTrue());
        kb.delete("a").then().statusCode(204);
        Faults.clear();

        restored.join().then().statusCode(409).body("code", is("version_conflict"));

        assertThat(kb.texts("anything")).isEmpty();
        Eventually.holds(() -> assertThat(stores.documentRows(kb)).isEmpty());
    }

    @Test
    void asManyAsConfiguredAreKept() {
        for (int i = 3; i <= 8; i++) {
            kb.put("a", "Version number " + i + ".").then().statusCode(200);
        }

        Eventually.holds(() -> versions().then().body("data.version", is(List.of(8, 7, 6, 5, 4, 3))));

        restore(2).then().statusCode(404).body("code", is("version_not_found"));
        restore(3).then().statusCode(200).body("version", is(9));
    }

    @Test
    void whatIsTooOldGoesOnceItsPointsAreGone() {
        Faults.refuse("Delete", "UNAVAILABLE");
        kb.put("a", "The third one.").then().statusCode(200);
        stores.change(
                "UPDATE superseded_version SET superseded_at = now() - interval '31 days' WHERE document_id IN"
                        + " (SELECT id FROM document WHERE knowledge_base_id = $1)",
                Tuple.of(kb.id()));

        pass();
        Set<UUID> rows = stores.chunkRows(kb);
        assertThat(rows)
                .as("the rows are the list of what to remove from Qdrant")
                .hasSizeGreaterThan(1);
        Faults.clear();
        Repairs.quiet(kb, stores);
        pass();

        // The points leave Qdrant a moment before the list of them does, and the pass may fall between the two.
        Eventually.holds(() -> versions().then().body("data.version", is(List.of(3))));
        assertThat(stores.query("SELECT FROM chunk WHERE point_id = ANY($1)", Tuple.of(rows.toArray(UUID[]::new))))
                .hasSize(1);
    }

    private void pass() {
        retention.round().await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void nothingIsKeptOfADeletedDocument() {
        Repairs.quiet(kb, stores);
        kb.delete("a").then().statusCode(204);

        versions().then().statusCode(404);
        Eventually.holds(() -> assertThat(stores.documentRows(kb)).isEmpty());
        assertThat(stores.points(kb)).isEmpty();
    }

    @Test
    void theCollectorAndTheScrubKnowKeptVersionsForWhatTheyAre() {
        Repairs.quiet(kb, stores);

        assertThat(Repairs.repair(kb)).isEqualTo(Outcome.NOTHING);

        UUID unitOfWork = stores.query(
                        "SELECT v.uow_id FROM document_version v JOIN document d ON d.id = v.document_id"
                                + " WHERE d.knowledge_base_id = $1 AND v.version = 1",
                        Tuple.of(kb.id()))
                .iterator()
                .next()
                .getUUID("uow_id");
        stores.upsertLate(kb, unitOfWork);
        assertThat(Repairs.repair(kb)).as("a late write of it is a zombie").isEqualTo(new Outcome(1, 1, 0, 0, 0, 0, 0));
        assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb));
        restore(1).then().statusCode(200).body("chunks.reused", is(2));
    }

    @Test
    void whatAnswersWithoutQdrantDoesNotFindThem() {
        Repairs.quiet(kb, stores);

        Eventually.holds(() -> assertThat(stores.query(
                        "SELECT FROM chunk c JOIN document d ON d.id = c.document_id"
                                + " WHERE d.knowledge_base_id = $1 AND c.lexemes <> ''",
                        Tuple.of(kb.id())))
                .as("rows with words")
                .hasSize(1));
        restore(1).then().statusCode(200);
        Faults.refuse("QueryBatch", "UNAVAILABLE");
        Faults.refuse("Query", "UNAVAILABLE");
        assertThat(kb.texts("prides")).anyMatch(text -> text.contains("Lions"));
    }

    @Test
    void aVersionFromBeforeAnotherModelIsEmbeddedByIt() {
        given().contentType("application/json")
                .body(Map.of("embedding_model", SecondModel.NAME))
                .post(kb.path() + "/reembed")
                .then()
                .statusCode(202);
        Eventually.holds(() -> assertThat(status().getInt("live.generation")).isEqualTo(2));

        restore(1)
                .then()
                .statusCode(200)
                .body("change", is("restored"))
                .body("chunks.embedded", is(2))
                .body("chunks.reused", is(0));

        kb.search("striped cats", Map.of("legs", 4)).body("data.size()", is(2));
    }

    private JsonPath status() {
        return given().get(kb.path() + "/reembed").jsonPath();
    }

    private Response versions() {
        return given().get(kb.document("a") + "/versions");
    }

    private Response restore(int version) {
        return given().post(kb.document("a") + "/versions/" + version + "/restore");
    }

    private long embeddedTexts() {
        return metrics.get("lockstep.embedding.text")
                .tag("lane", "documents")
                .timer()
                .count();
    }
}
