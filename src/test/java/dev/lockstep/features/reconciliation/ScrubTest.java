package dev.lockstep.features.reconciliation;

import dev.lockstep.features.reconciliation.Repairs.Outcome;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What PostgreSQL has and Qdrant lost comes back. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ScrubTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final String ROCKETS = "Rockets burn liquid oxygen on their way to orbit.";

    @Inject
    StoreInspector stores;

    @Inject
    MeterRegistry metrics;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
        kb.post("a", TIGERS).then().statusCode(201);
        kb.post("b", ROCKETS).then().statusCode(201);
        Repairs.quiet(kb, stores);
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
        given().delete(kb.path());
    }

    @Test
    void pointsThatQdrantLostComeBackAndAreFound() {
        stores.lose(kb, stores.liveChunks(kb));
        assertThat(kb.texts("tigers")).isEmpty();
        double restored =
                metrics.counter("lockstep.reconciliation.losses_restored").count();

        assertThat(Repairs.look(kb)).isEqualTo(new Outcome(0, 0, 2, 0, 0, 0, 0));
        assertThat(stores.points(kb)).isEmpty();
        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(0, 0, 2, 2, 0, 0, 0));

        assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)).hasSize(2);
        assertThat(kb.texts("striped cats")).containsExactly(TIGERS, ROCKETS);
        assertThat(metrics.counter("lockstep.reconciliation.losses_restored").count())
                .isEqualTo(restored + 2);
    }

    @Test
    void aCollectionThatIsGoneIsMadeAgainAndFilled() {
        stores.dropCollection(StoreInspector.collection(kb));

        Repairs.repairAll();

        assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)).hasSize(2);
        assertThat(kb.texts("striped cats")).containsExactly(TIGERS, ROCKETS);
        kb.post("c", "Bread is baked from flour.").then().statusCode(201);
        assertThat(kb.texts("bread")).hasSize(3);
    }

    @Test
    void theEmptyCollectionOfAnEmptyKnowledgeBaseIsMadeAgainToo() {
        Api empty = Api.newKnowledgeBase();
        stores.dropCollection(StoreInspector.collection(empty));

        Repairs.post(Map.of("knowledge_base", empty.name(), "dry_run", true))
                .then()
                .statusCode(200);
        assertThat(stores.collections()).doesNotContain(StoreInspector.collection(empty));
        Repairs.post(Map.of("knowledge_base", empty.name())).then().statusCode(200);

        empty.post("a", TIGERS).then().statusCode(201);
        assertThat(empty.texts("tigers")).containsExactly(TIGERS);
    }

    @Test
    void aPointWithoutItsPayloadIsWrittenAgainForNoFilterWouldFindIt() {
        UUID damaged = stores.liveChunks(kb).iterator().next();
        RawQdrant.upsert(StoreInspector.collection(kb), damaged, Map.of());
        assertThat(stores.points(kb)).hasSize(1);

        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(0, 0, 0, 0, 1, 1, 0));

        assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb));
        assertThat(kb.texts("striped cats")).containsExactly(TIGERS, ROCKETS);
    }

    @Test
    void whatHasNotSettledYetIsNotMissed() {
        Faults.holdApplication();
        kb.post("c", "Bread is baked from flour.").then().statusCode(201);
        assertThat(stores.points(kb)).hasSize(2);

        assertThat(Repairs.look(kb)).isEqualTo(Outcome.NOTHING);

        assertThat(stores.states(kb.id())).contains("COMMITTED");
        Faults.clear();
        Repairs.quiet(kb, stores);
    }

    @Test
    void aPassThatQdrantFailsBeginsAnewLater() {
        stores.lose(kb, stores.liveChunks(kb));
        Faults.refuse("Upsert", "INVALID_ARGUMENT");

        Repairs.post(Map.of("knowledge_base", kb.name())).then().statusCode(500);

        assertThat(Repairs.states()).contains("failed");
        Faults.clear();
        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(0, 0, 2, 2, 0, 0, 0));
        assertThat(Repairs.states()).containsOnly("finished");
    }

    @Test
    void aRepairIsNotFinishedWhileQdrantForgetsWhatItAcknowledges() {
        stores.lose(kb, stores.liveChunks(kb));
        Faults.pretend("Upsert");

        Repairs.post(Map.of("knowledge_base", kb.name()))
                .then()
                .statusCode(503)
                .body("code", equalTo("points_unavailable"));

        assertThat(Repairs.states()).contains("failed");
        Faults.clear();
        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(0, 0, 2, 2, 0, 0, 0));
        assertThat(kb.texts("striped cats")).containsExactly(TIGERS, ROCKETS);
    }

    /** Whatever is lost and added behind the service's back, a repair brings both stores together, and then has nothing to do. */
    @Test
    void anyDamageIsMended() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 12; i++) {
            kb.post("more " + i, "Document number " + i + ".\n\n" + "Some more words. ".repeat(1 + random.nextInt(300)))
                    .then()
                    .statusCode(201);
        }
        Repairs.quiet(kb, stores);
        List<UUID> settled = new ArrayList<>(stores.unitsOfWork(kb, "SETTLED"));

        for (int round = 0; round < 3; round++) {
            Set<UUID> lost = new HashSet<>(stores.liveChunks(kb));
            lost.removeIf(id -> random.nextInt(3) > 0);
            stores.lose(kb, lost);
            int zombies = random.nextInt(10);
            for (int i = 0; i < zombies; i++) {
                stores.upsertLate(kb, settled.get(random.nextInt(settled.size())));
            }

            assertThat(Repairs.repair(kb))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(new Outcome(zombies, zombies, lost.size(), lost.size(), 0, 0, 0));

            assertThat(stores.points(kb)).as("seed %d", seed).isEqualTo(stores.liveChunks(kb));
            assertThat(Repairs.repair(kb)).as("seed %d", seed).isEqualTo(Outcome.NOTHING);
        }
        Eventually.holds(() -> assertThat(kb.texts("document number")).hasSize(20));
    }
}
