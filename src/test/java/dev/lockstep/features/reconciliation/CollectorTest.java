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
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

/** What is in Qdrant and should not be there goes, and nothing else does. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class CollectorTest {

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
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
        given().delete(kb.path());
    }

    private UUID compensated() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");
        kb.post("refused", TIGERS).then().statusCode(500);
        Faults.clear();
        UUID id = stores.unitsOfWork(kb, "COMPENSATED").iterator().next();
        // Its own sweeps would be faster.
        stores.change("UPDATE unit_of_work SET state = 'SWEPT' WHERE id = $1", Tuple.of(id));
        return id;
    }

    @Test
    void aPointThatTurnsUpAfterTheLastSweepIsRemoved() {
        kb.post("a", TIGERS).then().statusCode(201);
        UUID failed = compensated();
        Repairs.quiet(kb, stores);
        stores.upsertLate(kb, failed);

        assertThat(Repairs.look(kb)).isEqualTo(new Outcome(1, 0, 0, 0, 0, 0, 0));
        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(1, 1, 0, 0, 0, 0, 0));

        assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)).hasSize(1);
        assertThat(kb.texts("tigers")).containsExactly(TIGERS);
    }

    @Test
    void pointsOfSupersededVersionsAreRemovedThoughTheirGarbageWasForgotten() {
        kb.post("a", TIGERS).then().statusCode(201);
        Repairs.quiet(kb, stores);
        Faults.refuse("Delete", "INVALID_ARGUMENT");
        kb.put("a", ROCKETS).then().statusCode(200);
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsOnly("SETTLED"));
        stores.change("DELETE FROM garbage WHERE collection = $1", Tuple.of(StoreInspector.collection(kb)));
        Faults.clear();
        assertThat(stores.points(kb)).hasSize(2);

        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(1, 1, 0, 0, 0, 0, 0));

        assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)).hasSize(1);
        assertThat(kb.texts("anything")).containsExactly(ROCKETS);
    }

    @Test
    void garbageIsLeftToThePurgeUntilItsGraceIsOver() {
        kb.post("a", TIGERS).then().statusCode(201);
        Repairs.quiet(kb, stores);
        Faults.refuse("Delete", "INVALID_ARGUMENT");
        kb.put("a", ROCKETS).then().statusCode(200);
        stores.change(
                "UPDATE garbage SET due_at = now() + interval '1 hour' WHERE collection = $1",
                Tuple.of(StoreInspector.collection(kb)));
        Faults.clear();

        assertThat(Repairs.repair(kb)).isEqualTo(Outcome.NOTHING);
        assertThat(stores.points(kb)).hasSize(2);

        stores.change(
                "UPDATE garbage SET due_at = now() WHERE collection = $1", Tuple.of(StoreInspector.collection(kb)));
        Repairs.quiet(kb, stores);
    }

    @Test
    void pointsOfAParkedUnitOfWorkAreRemovedForNothingOfItCanBecomeLive() {
        UUID parked = compensated();
        stores.change("UPDATE unit_of_work SET state = 'PARKED' WHERE id = $1", Tuple.of(parked));
        stores.upsertLate(kb, parked);
        try {
            assertThat(Repairs.repair(kb).removed()).isEqualTo(1);
            Repairs.report().body("in_sync", is(false));
        } finally {
            stores.change("UPDATE unit_of_work SET state = 'SWEPT' WHERE id = $1", Tuple.of(parked));
        }
    }

    @Test
    void pointsThatMayYetBecomeLiveAreLeftAlone() {
        stores.sleepAtCommit(4);
        CompletableFuture<Response> committing;
        try {
            committing = CompletableFuture.supplyAsync(() -> kb.post("a", TIGERS));
            Eventually.holds(() -> assertThat(stores.points(kb)).hasSize(1));
            assertThat(stores.states(kb.id())).contains("STAGED");

            assertThat(Repairs.repair(kb)).isEqualTo(Outcome.NOTHING);

            assertThat(stores.states(kb.id())).contains("STAGED");
            committing.join().then().statusCode(201);
        } finally {
            stores.commitWithoutSleep();
        }
        assertThat(kb.texts("tigers")).containsExactly(TIGERS);
        Repairs.quiet(kb, stores);
    }

    @Test
    void pointsThatAreBeingUndoneAreLeftToTheUndoing() {
        UUID undone = compensated();
        stores.change(
                "UPDATE unit_of_work SET state = 'COMPENSATING', lease_until = now() + interval '1 hour' WHERE id = $1",
                Tuple.of(undone));
        UUID point = stores.latePoint(kb, undone);

        assertThat(Repairs.repair(kb)).isEqualTo(Outcome.NOTHING);

        assertThat(stores.points(kb)).containsExactly(point);
        stores.change("UPDATE unit_of_work SET state = 'SWEPT' WHERE id = $1", Tuple.of(undone));
        assertThat(Repairs.repair(kb).removed()).isEqualTo(1);
    }

    @Test
    void pointsThatNothingExplainsAreShownAndNotTouched() {
        kb.post("a", TIGERS).then().statusCode(201);
        Repairs.quiet(kb, stores);
        String collection = StoreInspector.collection(kb);
        UUID stranger = stores.latePoint(kb, UUID.randomUUID());
        UUID bare = UUID.randomUUID();
        RawQdrant.upsert(collection, bare, Map.of());
        RawQdrant.upsert(collection, 42, Map.of());

        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(0, 0, 0, 0, 0, 0, 3));
        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(0, 0, 0, 0, 0, 0, 3));

        assertThat(stores.points(kb)).contains(stranger);
        assertThat(quarantined(collection)).containsExactlyInAnyOrder(stranger.toString(), bare.toString(), "42");
        Repairs.report().body("quarantined", greaterThanOrEqualTo(3)).body("in_sync", is(false));

        stores.lose(kb, Set.of(stranger, bare));
        assertThat(Repairs.repair(kb).quarantined()).isEqualTo(1);
        assertThat(quarantined(collection)).containsExactly("42");
    }

    private Set<String> quarantined(String collection) {
        Set<String> ids = new HashSet<>();
        stores.query("SELECT point_id FROM quarantined_point WHERE collection = $1", Tuple.of(collection))
                .forEach(row -> ids.add(row.getString("point_id")));
        return ids;
    }

    @Test
    void aPassThatWouldRemoveTooMuchRemovesNothingUntilItIsTold() {
        kb.post("a", TIGERS).then().statusCode(201);
        UUID swept = compensated();
        Repairs.quiet(kb, stores);
        IntStream.range(0, 21).forEach(i -> stores.upsertLate(kb, swept));
        double blown = metrics.counter("lockstep.reconciliation.fuse_blown").count();
        double removed =
                metrics.counter("lockstep.reconciliation.zombies_removed").count();

        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(21, 0, 0, 0, 0, 0, 0));
        assertThat(stores.points(kb)).hasSize(22);
        assertThat(metrics.counter("lockstep.reconciliation.fuse_blown").count())
                .isEqualTo(blown + 1);
        List<String> details = Repairs.report()
                .body("zombies", greaterThanOrEqualTo(21))
                .body("in_sync", is(false))
                .extract()
                .path("last_passes.detail");
        assertThat(details.get(0)).contains("21 of 22 points would be removed", "ignore_fuse");

        assertThat(Repairs.ignoringTheFuse(kb)).isEqualTo(new Outcome(21, 21, 0, 0, 0, 0, 0));
        assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)).hasSize(1);
        assertThat(metrics.counter("lockstep.reconciliation.zombies_removed").count())
                .isEqualTo(removed + 21);
    }

    @Test
    void asManyAsTheFuseAllowsGoPageAfterPage() {
        UUID swept = compensated();
        IntStream.range(0, 20).forEach(i -> stores.upsertLate(kb, swept));

        assertThat(Repairs.repair(kb)).isEqualTo(new Outcome(20, 20, 0, 0, 0, 0, 0));
        assertThat(stores.points(kb)).isEmpty();
    }

    @Test
    void inASharedCollectionEachKnowledgeBaseIsLookedAtByItself() {
        Api one = Api.newSharedKnowledgeBase();
        Api other = Api.newSharedKnowledgeBase();
        one.post("a", TIGERS).then().statusCode(201);
        other.post("b", ROCKETS).then().statusCode(201);
        String collection = shared(one);
        UUID swept = compensated();
        UUID zombieOfOne = stores.latePoint(collection, one.id(), swept);
        UUID zombieOfOther = stores.latePoint(collection, other.id(), swept);

        assertThat(Repairs.repair(one)).isEqualTo(new Outcome(1, 1, 0, 0, 0, 0, 0));
        assertThat(stores.points(collection, one.id()))
                .doesNotContain(zombieOfOne)
                .isEqualTo(stores.liveChunks(one));
        assertThat(stores.points(collection, other.id()))
                .contains(zombieOfOther)
                .hasSize(2);

        Repairs.repairAll();
        assertThat(stores.points(collection, other.id())).isEqualTo(stores.liveChunks(other));
        assertThat(one.texts("tigers")).containsExactly(TIGERS);
        assertThat(other.texts("rockets")).containsExactly(ROCKETS);
    }

    private String shared(Api knowledgeBase) {
        return stores.query("SELECT collection FROM knowledge_base WHERE id = $1", Tuple.of(knowledgeBase.id()))
                .iterator()
                .next()
                .getString("collection");
    }

    @Test
    void aCollectionThatADeletedKnowledgeBaseLeftIsDropped() {
        UUID id = kb.id();
        given().delete(kb.path()).then().statusCode(204);
        Eventually.holds(() -> assertThat(stores.states(id)).containsOnly("SETTLED"));
        stores.makeCollection("lockstep_" + id);

        Repairs.repairAll();

        assertThat(stores.collections()).doesNotContain("lockstep_" + id);
    }

    @Test
    void collectionsThatAreNotProvablyOursAreNeverDropped() {
        String named = "lockstep_" + UUID.randomUUID();
        String foreign = "someone_elses_" + UUID.randomUUID();
        stores.makeCollection(named);
        stores.makeCollection(foreign);
        UUID zombieLike = stores.latePoint(named, kb.id(), compensated());
        RawQdrant.upsert(foreign, 1, Map.of());
        try {
            Repairs.repairAll();

            assertThat(stores.collections()).contains(named, foreign);
            assertThat(stores.points(named, kb.id())).containsExactly(zombieLike);
            assertThat(quarantined(foreign)).isEmpty();
            Repairs.report().body("orphaned_collections", is(1));
        } finally {
            stores.dropCollection(named);
            stores.dropCollection(foreign);
        }
    }

    @Test
    void aKnowledgeBaseThatIsBeingMadeKeepsItsCollection() {
        Faults.delay("CreateFieldIndex", 1_000);
        CompletableFuture<Api> making = CompletableFuture.supplyAsync(Api::newKnowledgeBase);
        Eventually.holds(() -> assertThat(stores.count("SELECT count(*) FROM knowledge_base k WHERE state = 'STAGED'"))
                .isEqualTo(1));
        String staged = stores.query("SELECT collection FROM knowledge_base WHERE state = 'STAGED'", Tuple.tuple())
                .iterator()
                .next()
                .getString("collection");
        Eventually.holds(() -> assertThat(stores.collections()).contains(staged));

        Repairs.repairAll();

        assertThat(stores.collections()).contains(staged);
        Api made = making.join();
        Faults.clear();
        made.post("a", TIGERS).then().statusCode(201);
        assertThat(made.texts("tigers")).containsExactly(TIGERS);
    }
}
