package dev.lockstep.features.reembedding;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.features.reembedding.Reembed.begin;
import static dev.lockstep.features.reembedding.Reembed.chunks;
import static dev.lockstep.features.reembedding.Reembed.serves;
import static dev.lockstep.features.reembedding.Reembed.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

/** Whatever happens to a building, what serves is not touched, and in the end nothing is left over. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ReembedFaultsTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle. They hunt by night and sleep by day.";

    @Inject
    StoreInspector stores;

    Api kb;
    UUID id;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
        id = kb.id();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
        given().delete(kb.path());
    }

    private void storeTigers(int documents) {
        IntStream.range(0, documents)
                .forEach(i ->
                        kb.post("d" + i, "Tiger " + i + ". " + TIGERS).then().statusCode(201));
        quiet();
    }

    private void quiet() {
        Eventually.holds(() -> assertThat(stores.states(id)).containsOnly("SETTLED"));
    }

    private Set<UUID> rows(int generation) {
        Set<UUID> ids = new TreeSet<>();
        stores.query(
                        "SELECT c.point_id FROM chunk c JOIN document d ON d.id = c.document_id"
                                + " WHERE d.knowledge_base_id = $1 AND c.generation = $2",
                        Tuple.of(id, generation))
                .forEach(row -> ids.add(row.getUUID("point_id")));
        return ids;
    }

    private String second() {
        return "lockstep_" + id + "_g2";
    }

    private void change(String set) {
        stores.change(
                "UPDATE knowledge_base_generation SET " + set + " WHERE knowledge_base_id = $1 AND generation = 2",
                Tuple.of(id));
    }

    @Test
    void aBuildingThatFailsAgainAndAgainSaysWhyAndGoesOnWhenItIsAskedForAgain() {
        storeTigers(2);
        Faults.refuse("Upsert", "INVALID_ARGUMENT");
        begin(kb, chunks(16));
        Eventually.holds(() -> assertThat(rows(2)).isNotEmpty());
        change("attempts = 100");
        Eventually.holds(() -> assertThat(status(kb).getString("state")).isEqualTo("failed"));
        assertThat(status(kb).getString("building.error")).contains("points_rejected");
        Set<UUID> staged = rows(2);
        assertThat(kb.texts("tigers")).hasSize(2);
        Faults.clear();

        begin(kb, chunks(16));
        serves(kb, 2);

        assertThat(rows(2)).as("what was embedded before is used").containsAll(staged);
        assertThat(stores.points(second(), id)).isEqualTo(rows(2));
    }

    @Test
    void anAttemptThatFailedAfterItsPointsWereWrittenIsGoneOnWith() {
        storeTigers(3);
        Faults.loseAnswer("Upsert", "INTERNAL");
        begin(kb, chunks(16));
        Eventually.holds(() -> assertThat(stores.points(second(), id)).isNotEmpty());
        Faults.clear();

        serves(kb, 2);

        assertThat(stores.points(second(), id)).isEqualTo(rows(2)).isEqualTo(stores.liveChunks(kb));
    }

    @Test
    void whoLosesTheClaimChangesNothingAnyMoreAndTheNextFinishes() {
        storeTigers(10);
        Faults.delay("Upsert", 150);
        begin(kb, chunks(16));
        Eventually.holds(() -> assertThat(rows(2)).isNotEmpty());

        change("run = gen_random_uuid(), lease_until = now()");
        Faults.clear();
        serves(kb, 2);

        assertThat(stores.points(second(), id)).isEqualTo(rows(2)).isEqualTo(stores.liveChunks(kb));
    }

    @Test
    void onlyOneIsBuiltAtATimeAndACancelledOneLeavesNothing() {
        storeTigers(2);
        Faults.refuse("Upsert", "UNAVAILABLE");
        begin(kb, chunks(16));
        Reembed.post(kb, chunks(24)).then().statusCode(409).body("code", is("reembed_running"));
        Eventually.holds(() -> assertThat(rows(2)).isNotEmpty());

        Reembed.cancel(kb);

        assertThat(status(kb).getString("state")).isEqualTo("idle");
        Faults.clear();
        Eventually.holds(() -> {
            assertThat(stores.collections()).doesNotContain(second());
            assertThat(rows(2)).isEmpty();
        });
        assertThat(kb.texts("tigers")).hasSize(2);
        begin(kb, chunks(16));
        serves(kb, 3);
    }

    @Test
    void aKnowledgeBaseThatIsDeletedWhileItIsBuiltLeavesNothing() {
        storeTigers(6);
        Faults.delay("Upsert", 100);
        begin(kb, chunks(16));
        Eventually.holds(() -> assertThat(rows(2)).isNotEmpty());

        given().delete(kb.path()).then().statusCode(204);
        Faults.clear();

        Eventually.holds(() -> {
            assertThat(stores.collections()).noneMatch(name -> name.contains(id.toString()));
            assertThat(rows(1)).isEmpty();
            assertThat(rows(2)).isEmpty();
            assertThat(stores.count(
                            "SELECT count(*) FROM knowledge_base_generation WHERE knowledge_base_id = '" + id + "'"))
                    .isZero();
        });
    }

    @Test
    void aCollectionThatIsMadeLateIsDropped() {
        storeTigers(1);
        begin(kb, chunks(16));
        serves(kb, 2);
        begin(kb, chunks(24));
        serves(kb, 3);
        Reembed.discard(kb);
        Eventually.holds(() -> assertThat(stores.collections()).doesNotContain(second()));
        stores.makeCollection(second());

        repairAll();
        assertThat(stores.collections()).doesNotContain(second());

        given().delete(kb.path()).then().statusCode(204);
        Eventually.holds(() -> assertThat(stores.collections()).doesNotContain("lockstep_" + id + "_g3"));
        quiet();
        stores.makeCollection("lockstep_" + id + "_g3");
        repairAll();
        assertThat(stores.collections()).doesNotContain("lockstep_" + id + "_g3");
    }

    private static void repairAll() {
        given().contentType("application/json")
                .body(Map.of())
                .post("/v1/consistency/repair")
                .then()
                .statusCode(oneOf(200, 202));
        Eventually.holds(() -> {
            List<String> states =
                    given().get("/v1/consistency").then().extract().path("last_passes.state");
            assertThat(states).containsOnly("finished");
        });
    }

    @Test
    void reconciliationKeepsItsHandsOffWhatIsBuiltAndMendsWhatIsRetired() {
        storeTigers(4);
        Faults.loseAnswer("Upsert", "INTERNAL");
        begin(kb, chunks(16));
        Eventually.holds(() -> assertThat(stores.points(second(), id)).isNotEmpty());
        Set<UUID> building = stores.points(second(), id);

        Faults.mend("Upsert");
        change("next_attempt_at = now() + interval '1 hour', run = NULL, lease_until = NULL");
        repairAll();

        assertThat(stores.points(second(), id)).containsAll(building);
        change("next_attempt_at = now()");
        serves(kb, 2);
        Set<UUID> retired = rows(1);
        stores.lose("lockstep_" + id, Set.of(retired.iterator().next()));
        repairAll();
        assertThat(stores.points("lockstep_" + id, id)).isEqualTo(retired);
        Map<String, ?> report = given()
                .get("/v1/consistency?limit=500")
                .then()
                .extract()
                .<List<Map<String, ?>>>path("knowledge_bases")
                .stream()
                .filter(entry -> kb.name().equals(entry.get("name")))
                .findFirst()
                .orElseThrow();
        assertThat(report.get("live_chunks")).isEqualTo(rows(2).size());
        assertThat(report.get("points")).isEqualTo(rows(2).size());
    }

    @Test
    void whatQdrantLostDuringTheBuildingIsPutBackBeforeItServes() {
        storeTigers(3);
        Faults.refuse("Get", "UNAVAILABLE");
        begin(kb, chunks(16));
        Eventually.holds(() -> assertThat(status(kb).getString("building.step")).isEqualTo("verifying"));
        Set<UUID> built = rows(2);
        stores.lose(second(), Set.of(built.iterator().next()));
        Faults.clear();

        serves(kb, 2);

        assertThat(stores.points(second(), id)).isEqualTo(built);
    }

    @Test
    void aRetiredGenerationIsRemovedAfterAWhile() {
        storeTigers(2);
        begin(kb, chunks(16));
        serves(kb, 2);
        stores.change(
                "UPDATE knowledge_base_generation SET retired_at = now() - interval '2 days' WHERE knowledge_base_id = $1"
                        + " AND generation = 1",
                Tuple.of(id));

        Eventually.holds(() -> {
            assertThat(stores.collections()).doesNotContain("lockstep_" + id);
            assertThat(rows(1)).isEmpty();
        });

        Reembed.rollBack(kb).then().statusCode(409).body("code", is("nothing_to_roll_back_to"));
        kb.put("d0", "Otters hold hands.").then().statusCode(200);
        kb.delete("d1").then().statusCode(204);
        assertThat(kb.texts("anything")).containsExactly("Otters hold hands.");
        quiet();
        Eventually.holds(() -> assertThat(
                        stores.count("SELECT count(*) FROM document_version v JOIN document d ON d.id = v.document_id"
                                + " WHERE d.knowledge_base_id = '" + id + "'"))
                .as("the live one and the kept one")
                .isEqualTo(2));
    }

    @Test
    void aSharedOneMovesToACollectionOfItsOwn() {
        Api shared = Api.newSharedKnowledgeBase();
        UUID sharedId = shared.id();
        shared.post("a", TIGERS).then().statusCode(201);
        String before = stores.query("SELECT collection FROM knowledge_base WHERE id = $1", Tuple.of(sharedId))
                .iterator()
                .next()
                .getString("collection");

        begin(shared, chunks(16));
        serves(shared, 2);
        Reembed.discard(shared);

        Eventually.holds(() -> assertThat(stores.points(before, sharedId)).isEmpty());
        assertThat(stores.collections()).contains(before);
        assertThat(shared.texts("tigers")).isNotEmpty();
        given().get(shared.path()).then().body("placement", is("own"));
        given().delete(shared.path()).then().statusCode(204);
        Eventually.holds(() -> assertThat(stores.collections()).noneMatch(name -> name.contains(sharedId.toString())));
    }

    @Test
    void oneFromBeforeTheLexicalSideGetsIt() {
        stores.change("UPDATE knowledge_base SET language = NULL WHERE id = $1", Tuple.of(id));
        storeTigers(2);
        assertThat(lexical(1)).isZero();

        begin(kb, Map.of());
        serves(kb, 2);

        assertThat(lexical(2)).isEqualTo(2);
        given().get(kb.path()).then().body("language", is("en"));
    }

    private long lexical(int generation) {
        return stores.count("SELECT count(*) FROM chunk c JOIN document d ON d.id = c.document_id WHERE"
                + " d.knowledge_base_id = '" + id + "' AND c.generation = " + generation
                + " AND c.lexical <> '' AND c.lexemes <> ''");
    }

    @Test
    void whatCannotBeBuiltIsRefusedAtOnce() {
        Reembed.post(kb, chunks(5000)).then().statusCode(400);
        Reembed.post(kb, Map.of("language", "xx")).then().statusCode(400).body("code", is("invalid_value"));
        Reembed.post(kb, Map.of("embedding_model", "no-such-model")).then().statusCode(oneOf(400, 409));
        Reembed.rollBack(kb).then().statusCode(409).body("code", is("nothing_to_roll_back_to"));
        assertThat(status(kb).getString("state")).isEqualTo("idle");
        given().contentType("application/json")
                .body(Map.of())
                .post("/v1/knowledge-bases/none-such/reembed")
                .then()
                .statusCode(404);
    }
}
