package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/** Listing and deleting by filter. A slice has 3 documents in tests, a request deletes at most 7. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DocumentFilterApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, ?> OLD = Map.of("year", Map.of("$lt", 2020));

    @Inject
    StoreInspector stores;

    @Inject
    Pool pool;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    private void store(String... ids) {
        for (String id : ids) {
            put(id, id.startsWith("old") ? 2010 : 2026);
        }
    }

    private void put(String id, int year) {
        kb.put(id, Map.of("text", "About " + id + ".", "metadata", Map.of("year", year)))
                .then()
                .statusCode(201);
    }

    @Test
    void aListingByFilterGoesOnWithItsOwnFilterOnly() {
        store("old-1", "new-1", "old-2", "old-3", "new-2");

        String cursor = kb.list(OLD, 2)
                .statusCode(200)
                .body("data.external_id", is(List.of("old-1", "old-2")))
                .extract()
                .path("next_cursor");
        page(OLD, cursor)
                .statusCode(200)
                .body("data.external_id", is(List.of("old-3")))
                .body("next_cursor", nullValue());

        page(Map.of("year", 2026), cursor)
                .statusCode(400)
                .body("code", is("invalid_cursor"))
                .body("detail", containsString("another filter"));
        page(Map.of(), cursor).statusCode(400).body("code", is("invalid_cursor"));
        String ofAll = kb.list(Map.of(), 2).statusCode(200).extract().path("next_cursor");
        page(OLD, ofAll).statusCode(400).body("code", is("invalid_cursor"));
        given().queryParam("cursor", ofAll)
                .get(kb.path() + "/documents")
                .then()
                .statusCode(200)
                .body("data", hasSize(3));
    }

    private ValidatableResponse page(Map<String, ?> filter, String cursor) {
        return given().queryParam("filter", new JsonObject(new HashMap<>(filter)).encode())
                .queryParam("cursor", cursor)
                .get(kb.path() + "/documents")
                .then();
    }

    @Test
    void aDeletionDeletesWhatMatchesAndNothingElse() {
        store("old-1", "new-1", "old-2");
        kb.delete(Map.of("filter", OLD, "dry_run", true))
                .statusCode(200)
                .body("dry_run", is(true))
                .body("matched", is(2))
                .body("sample", hasSize(2))
                .body("deleted", nullValue());
        assertThat(kb.texts("about")).hasSize(3);

        kb.delete(Map.of("filter", OLD))
                .statusCode(200)
                .body("dry_run", is(false))
                .body("matched", is(2))
                .body("deleted", is(2))
                .body("remaining", is(0))
                .body("complete", is(true))
                .body("stopped", nullValue());
        assertThat(kb.texts("about")).containsExactly("About new-1.");
        Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)));

        kb.delete(Map.of("filter", OLD)).statusCode(200).body("matched", is(0)).body("complete", is(true));
    }

    @Test
    void aRequestDeletesUpToItsLimitAndSaysWhatRemains() {
        store("old-1", "old-2", "old-3", "old-4", "old-5", "old-6", "old-7", "old-8", "old-9", "new-1");

        kb.delete(Map.of("filter", OLD))
                .statusCode(200)
                .body("matched", is(9))
                .body("deleted", is(7))
                .body("remaining", is(2))
                .body("complete", is(false));
        kb.delete(Map.of("filter", OLD)).statusCode(200).body("deleted", is(2)).body("complete", is(true));
        assertThat(kb.texts("about")).containsExactly("About new-1.");
    }

    /** What the filter matched when it was found is another document by now; the rest of its slice goes all the same. */
    @Test
    void aDocumentThatIsChangedMeanwhileIsNotDeletedForWhatItWas() {
        store("old-a", "old-b", "old-c");
        SqlConnection connection = lock("old-a");
        CompletableFuture<ValidatableResponse> deletion =
                CompletableFuture.supplyAsync(() -> kb.delete(Map.of("filter", OLD)));
        Eventually.holds(() -> assertThat(waitingForLocks()).isPositive());

        given().contentType("application/json")
                .body("{\"metadata\": {\"year\": 2026}}")
                .patch(kb.document("old-b"))
                .then()
                .statusCode(200);
        release(connection);

        deletion.join()
                .statusCode(200)
                .body("deleted", is(2))
                .body("remaining", is(0))
                .body("complete", is(true));
        assertThat(kb.texts("about")).containsExactly("About old-b.");
    }

    private SqlConnection lock(String externalId) {
        Tuple document = Tuple.of(kb.id(), externalId);
        SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
        connection
                .query("BEGIN")
                .execute()
                .chain(() -> connection
                        .preparedQuery(
                                "SELECT id FROM document WHERE knowledge_base_id = $1 AND external_id = $2 FOR UPDATE")
                        .execute(document))
                .await()
                .atMost(PATIENCE);
        return connection;
    }

    private long waitingForLocks() {
        return pool.query("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private static void release(SqlConnection connection) {
        connection.query("ROLLBACK").execute().chain(connection::close).await().atMost(PATIENCE);
    }

    @Test
    void whatStopsADeletionIsToldWithWhatItHasDone() {
        store("old-1", "old-2", "old-3", "old-4", "old-5");
        refuseToDelete("old-5");
        try {
            kb.delete(Map.of("filter", OLD))
                    .statusCode(200)
                    .body("matched", is(5))
                    .body("deleted", is(3))
                    .body("remaining", is(2))
                    .body("complete", is(false))
                    .body("stopped.code", is("internal_error"));
            kb.delete(Map.of("filter", OLD)).statusCode(500);
        } finally {
            execute("DROP TRIGGER stuck ON document");
        }
        kb.delete(Map.of("filter", OLD)).statusCode(200).body("deleted", is(2)).body("complete", is(true));
    }

    private void refuseToDelete(String externalId) {
        execute("CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION ''stuck''; END'");
        execute("CREATE TRIGGER stuck BEFORE UPDATE ON document FOR EACH ROW WHEN (NEW.deleted_at IS NOT NULL AND"
                + " NEW.external_id = '" + externalId + "' AND NEW.knowledge_base_id = '" + kb.id()
                + "') EXECUTE FUNCTION refuse()");
    }

    private void execute(String sql) {
        pool.query(sql).execute().replaceWithVoid().await().atMost(PATIENCE);
    }

    @Test
    void withAKeyADeletionIsCarriedOutOnceAndWholly() {
        store("old-1", "old-2", "old-3", "old-4");
        keyed("k1-" + kb.name())
                .statusCode(413)
                .body("code", is("too_many_operations"))
                .body("limit", is(3));
        assertThat(kb.texts("about")).hasSize(4);

        kb.delete("old-4").then().statusCode(204);
        keyed("k2-" + kb.name()).statusCode(200).body("deleted", is(3)).body("complete", is(true));
        store("old-5");
        keyed("k2-" + kb.name())
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("deleted", is(3));
        assertThat(kb.texts("about")).containsExactly("About old-5.");
        kb.delete("old-5").then().statusCode(204);
        keyed("k3-" + kb.name()).statusCode(200).body("matched", is(0));
        store("old-6");
        keyed("k3-" + kb.name())
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("matched", is(0));
    }

    private ValidatableResponse keyed(String key) {
        return given().urlEncodingEnabled(false)
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("filter", OLD))
                .post(kb.path() + "/documents:delete")
                .then();
    }

    @Test
    void deletionsSideBySideDeleteEachDocumentOnce() {
        store("old-1", "old-2", "old-3", "old-4", "old-5", "old-6");
        List<CompletableFuture<ValidatableResponse>> deletions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            deletions.add(CompletableFuture.supplyAsync(() -> kb.delete(Map.of("filter", OLD))));
        }
        int deleted = 0;
        for (CompletableFuture<ValidatableResponse> deletion : deletions) {
            deleted += deletion.join().statusCode(200).extract().<Integer>path("deleted");
        }
        assertThat(deleted).isEqualTo(6);
        assertThat(kb.texts("about")).isEmpty();
    }
}
