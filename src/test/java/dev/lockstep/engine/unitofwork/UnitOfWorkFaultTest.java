package dev.lockstep.engine.unitofwork;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

/** What a unit of work promises when Qdrant or PostgreSQL fail in the middle of it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class UnitOfWorkFaultTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final String ROCKETS = "Rockets burn liquid oxygen on their way to orbit.";

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void whatQdrantRefusesLeavesNothingBehind() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");

        kb.post("a", TIGERS).then().statusCode(500).body("code", is("points_rejected"));

        assertThat(stores.states(kb.id())).contains("COMPENSATED").doesNotContain("STAGED", "COMPENSATING");
        assertThat(stores.chunkRows(kb)).isEmpty();
        assertThat(stores.documentRows(kb)).isEmpty();
        assertThat(stores.points(kb)).isEmpty();
        kb.get("a").then().statusCode(404);
    }

    @Test
    void pointsWhoseAnswerWasLostAreCleanedUp() {
        Faults.loseAnswer("Upsert", "UNAVAILABLE");

        kb.post("a", TIGERS).then().statusCode(503).body("code", is("points_unavailable"));

        assertThat(stores.chunkRows(kb)).isEmpty();
        assertThat(stores.points(kb)).as("without waiting for a sweep").isEmpty();
    }

    @Test
    void whileQdrantIsAwayNothingIsVisibleAndRecoveryUndoesItAfterwards() {
        Faults.refuse("Upsert", "UNAVAILABLE");
        Faults.refuse("Delete", "UNAVAILABLE");

        kb.post("a", TIGERS).then().statusCode(503).header("Retry-After", notNullValue());

        assertThat(stores.states(kb.id())).contains("COMPENSATING");
        assertThat(kb.texts("tigers")).isEmpty();
        kb.get("a").then().statusCode(404);

        Faults.clear();
        Eventually.holds(() -> assertThat(stores.states(kb.id())).doesNotContain("COMPENSATING"));
        assertThat(stores.chunkRows(kb)).isEmpty();
        assertThat(stores.documentRows(kb)).isEmpty();
    }

    @Test
    void aPointThatTurnsUpAfterTheCompensationIsSwept() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");
        kb.post("a", TIGERS).then().statusCode(500);
        Faults.clear();
        UUID failed = stores.query(
                        "SELECT u.id FROM unit_of_work u JOIN unit_of_work_step s ON s.uow_id = u.id "
                                + "WHERE s.target ->> 'knowledge_base_id' = $1 AND u.state = 'COMPENSATED'",
                        Tuple.of(kb.id().toString()))
                .iterator()
                .next()
                .getUUID("id");

        stores.upsertLate(kb, failed);
        assertThat(stores.points(kb)).hasSize(1);
        assertThat(kb.texts("anything")).isEmpty();

        Eventually.holds(() -> assertThat(stores.points(kb)).isEmpty());
    }

    @Test
    void anAcknowledgedDocumentIsFoundAtOnceThoughQdrantLags() {
        Faults.holdApplication();

        kb.post("a", TIGERS).then().statusCode(201);
        assertThat(kb.texts("striped cats")).containsExactly(TIGERS);

        kb.put("a", ROCKETS).then().statusCode(200);
        assertThat(kb.texts("striped cats")).containsExactly(ROCKETS);

        kb.delete("a").then().statusCode(204);
        assertThat(kb.texts("striped cats")).isEmpty();
    }

    @Test
    void bothStoresAgreeOnceEverythingHasSettled() {
        Faults.holdApplication();
        kb.post("a", TIGERS).then().statusCode(201);
        kb.post("b", ROCKETS).then().statusCode(201);
        kb.put("a", "Lions live in prides.").then().statusCode(200);
        assertThat(stores.states(kb.id())).contains("COMMITTED");

        Faults.clear();

        Eventually.holds(() -> {
            assertThat(stores.states(kb.id())).containsExactly("SETTLED");
            assertThat(stores.points(kb)).hasSize(2).isEqualTo(stores.liveChunks(kb));
            assertThat(stores.chunkRows(kb)).isEqualTo(stores.liveChunks(kb));
        });
    }

    @Test
    void theOldVersionServesWhenTheNewOneFails() {
        kb.post("a", TIGERS).then().statusCode(201);
        Faults.refuse("Upsert", "INTERNAL");

        kb.put("a", ROCKETS).then().statusCode(503);

        assertThat(kb.texts("rockets")).containsExactly(TIGERS);
        kb.get("a").then().statusCode(200).body("version", is(1));
        Faults.clear();
        kb.put("a", ROCKETS).then().statusCode(200);
        assertThat(kb.texts("rockets")).containsExactly(ROCKETS);
    }

    @Test
    void aCommitThatPostgresAbortsIsUndone() {
        stores.sleepAtCommit(3);
        try {
            CompletableFuture<Response> doomed = CompletableFuture.supplyAsync(() -> kb.post("a", TIGERS));
            Eventually.holds(() -> assertThat(stores.terminateBackendAtCommit()).isTrue());

            doomed.join().then().statusCode(503).body("code", is("catalog_unavailable"));
        } finally {
            stores.commitWithoutSleep();
        }
        assertThat(kb.texts("tigers")).isEmpty();
        Eventually.holds(() -> assertThat(stores.states(kb.id())).doesNotContain("STAGED", "COMPENSATING"));
        assertThat(stores.chunkRows(kb)).isEmpty();
        assertThat(stores.points(kb)).isEmpty();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsAnsweredAsItWentOut() {
        stores.sleepAtCommit(1);
        try {
            CompletableFuture<Response> inDoubt = CompletableFuture.supplyAsync(() -> kb.post("a", TIGERS));
            Eventually.holds(() -> Faults.cutPostgres(stores.committingPort()));

            inDoubt.join().then().statusCode(201);
        } finally {
            stores.commitWithoutSleep();
        }
        assertThat(kb.texts("tigers")).containsExactly(TIGERS);
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsExactly("SETTLED"));
    }

    @Test
    void workGoesOnWhenTheClientGoesAway() throws IOException {
        Faults.holdAnswer("Upsert");
        String body = "{\"external_id\": \"a\", \"text\": \"" + TIGERS + "\"}";
        String request = "POST " + kb.path() + "/documents HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            Eventually.holds(() -> assertThat(stores.states(kb.id())).contains("STAGED"));
        }
        kb.get("a").then().statusCode(404);
        Faults.mend("Upsert");

        Eventually.holds(() -> kb.get("a").then().statusCode(200));
        assertThat(kb.texts("tigers")).containsExactly(TIGERS);
    }

    @Test
    void pointsThatQdrantLosesBeforeTheyWereSeenAreWrittenAgain() {
        Faults.holdApplication();
        kb.post("a", TIGERS).then().statusCode(201);
        Set<UUID> chunks = stores.liveChunks(kb);
        // The delete waits behind the upsert in the log: when both are applied, the acknowledged point is gone.
        stores.deleteUnnoticed(kb, chunks);

        Faults.clear();

        Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(chunks));
        assertThat(kb.texts("tigers")).containsExactly(TIGERS);
    }

    @Test
    void aFailedKnowledgeBaseLeavesItsNameFree() {
        Faults.refuse("Create", "INVALID_ARGUMENT");
        String name = "kb-" + UUID.randomUUID();
        given().contentType("application/json")
                .body("{\"name\": \"" + name + "\"}")
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(500);
        Faults.clear();

        given().get("/v1/knowledge-bases/" + name).then().statusCode(404);
        given().contentType("application/json")
                .body("{\"name\": \"" + name + "\"}")
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(201);
    }

    @Test
    void aDeletedKnowledgeBaseIsGoneFromBothStores() {
        kb.post("a", TIGERS).then().statusCode(201);
        UUID id = kb.id();

        given().delete(kb.path()).then().statusCode(204);

        given().get(kb.path()).then().statusCode(404);
        Eventually.holds(() -> {
            assertThat(stores.count("SELECT count(*) FROM knowledge_base WHERE id = '" + id + "'"))
                    .isZero();
            assertThat(stores.count("SELECT count(*) FROM document WHERE knowledge_base_id = '" + id + "'"))
                    .isZero();
            assertThat(stores.points("lockstep_" + id, id)).isEmpty();
        });
    }
}
