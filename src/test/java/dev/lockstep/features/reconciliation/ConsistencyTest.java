package dev.lockstep.features.reconciliation;

import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses;
import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses.Progress;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

/** The report on both stores, and who may run a pass. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ConsistencyTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> BOTH = List.of(Collector.NAME, Scrub.NAME);

    @Inject
    StoreInspector stores;

    @Inject
    BackgroundPasses passes;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
        kb.post("a", TIGERS).then().statusCode(201);
        kb.post("b", "Rockets burn oxygen.").then().statusCode(201);
        Repairs.quiet(kb, stores);
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
        given().delete(kb.path());
    }

    @Test
    void whenNothingIsUnderWayTheReportSaysThatBothStoresAgree() {
        // The first mends what tests before have left damaged.
        Repairs.repairAll();
        Repairs.repairAll();

        Eventually.holds(() -> Repairs.report()
                .body("in_sync", is(true))
                .body("zombies", is(0))
                .body("missing", is(0))
                .body("unsettled", is(0))
                .body("oldest_unsettled_seconds", is(0f))
                .body("parked", is(0))
                .body("last_passes.name", is(BOTH))
                .body("last_passes.state", everyItem(is("finished")))
                .body("last_passes.detail", everyItem(containsString("nothing wrong")))
                .body("last_passes.started_at", everyItem(notNullValue()))
                .body("last_passes.duration_ms", everyItem(notNullValue()))
                .body("last_passes.scanned", everyItem(greaterThan(1))));
        assertThat(Repairs.report(kb))
                .isEqualTo(Map.of("name", kb.name(), "live_chunks", 2, "points", 2, "in_sync", true));
    }

    @Test
    void damageShowsInTheCountsAtOnceAndGoesWithTheRepair() {
        stores.lose(kb, stores.liveChunks(kb));
        stores.upsertLate(kb, stores.unitsOfWork(kb, "SETTLED").iterator().next());

        assertThat(Repairs.report(kb))
                .isEqualTo(Map.of("name", kb.name(), "live_chunks", 2, "points", 1, "in_sync", false));
        Repairs.report().body("in_sync", is(false));
        assertThat(Repairs.look(kb)).isEqualTo(new Repairs.Outcome(1, 0, 2, 0, 0, 0, 0));
        Repairs.report().body("zombies", greaterThanOrEqualTo(1)).body("missing", greaterThanOrEqualTo(2));

        assertThat(Repairs.repair(kb)).isEqualTo(new Repairs.Outcome(1, 1, 2, 2, 0, 0, 0));
        assertThat(Repairs.report(kb))
                .isEqualTo(Map.of("name", kb.name(), "live_chunks", 2, "points", 2, "in_sync", true));
    }

    @Test
    void whatIsUnsettledExplainsTheDifference() {
        Faults.holdApplication();
        kb.post("c", "Bread is baked from flour.").then().statusCode(201);

        assertThat(Repairs.report(kb))
                .isEqualTo(Map.of("name", kb.name(), "live_chunks", 3, "points", 2, "in_sync", false));
        Repairs.report()
                .body("in_sync", is(false))
                .body("unsettled", greaterThanOrEqualTo(1))
                .body("oldest_unsettled_seconds", greaterThan(0f));
    }

    @Test
    void knowledgeBasesComeInPages() {
        Api another = Api.newKnowledgeBase();
        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            Response page = given().queryParam("limit", 1)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/v1/consistency");
            page.then().statusCode(200);
            names.addAll(page.path("knowledge_bases.name"));
            cursor = page.path("next_cursor");
        } while (cursor != null);

        assertThat(names).contains(kb.name(), another.name()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPassRunsInOneProcessAtATime() {
        assertThat(claim(UUID.randomUUID(), List.of(Scrub.NAME), Duration.ofMinutes(1)))
                .isTrue();
        try {
            Repairs.post(Map.of("knowledge_base", kb.name()))
                    .then()
                    .statusCode(409)
                    .header("Retry-After", notNullValue())
                    .body("code", is("pass_running"))
                    .body("detail", containsString("GET /v1/consistency"));
            Repairs.report().body("last_passes.state", hasItem("running"));
            assertThat(claim(UUID.randomUUID(), List.of(Scrub.NAME), Duration.ofMinutes(1)))
                    .isFalse();
            // All or nothing: the collector was not claimed by the way.
            assertThat(Repairs.report().extract().<List<String>>path("last_passes.state"))
                    .containsOnlyOnce("running");
        } finally {
            endLeases();
        }
    }

    @Test
    void whatADeadProcessLeftIsTakenOverWhenItsLeaseHasRunOut() {
        UUID dead = UUID.randomUUID();
        assertThat(claim(dead, BOTH, Duration.ofMinutes(1))).isTrue();
        endLeases();
        Repairs.report().body("last_passes.state", everyItem(is("failed"))).body("in_sync", is(false));
        stores.lose(kb, stores.liveChunks(kb));

        assertThat(Repairs.repair(kb).restored()).isEqualTo(2);

        assertThat(passes.renew(dead, Scrub.NAME, Duration.ofMinutes(1), new Progress(9, 9, 9, 9))
                        .await()
                        .atMost(PATIENCE))
                .isFalse();
        assertThat(passes.fail(dead, Scrub.NAME, new Progress(9, 9, 9, 9), "too late")
                        .await()
                        .atMost(PATIENCE))
                .isFalse();
        assertThat(Repairs.states()).containsOnly("finished");
    }

    @Test
    void aPassThatEndedJustNowNeedNotRunAgain() {
        assertThat(Repairs.repair(kb)).isEqualTo(Repairs.Outcome.NOTHING);

        assertThat(passes.claim(BOTH, UUID.randomUUID(), "test", Duration.ofMinutes(1), Duration.ofMinutes(10))
                        .await()
                        .atMost(PATIENCE))
                .isFalse();
    }

    @Test
    void aLongRepairGoesOnAfterTheAnswerAndRefusesASecondOne() {
        stores.lose(kb, stores.liveChunks(kb));
        Faults.holdAnswer("Scroll");
        CompletableFuture<Response> slow =
                CompletableFuture.supplyAsync(() -> Repairs.post(Map.of("knowledge_base", kb.name())));
        Eventually.holds(() -> assertThat(Repairs.states()).contains("running"));

        Repairs.post(Map.of("knowledge_base", kb.name())).then().statusCode(409);

        slow.join()
                .then()
                .statusCode(202)
                .header("Location", containsString("/v1/consistency"))
                .body("state", is("running"));
        Faults.mend("Scroll");
        Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)));
        Eventually.holds(() -> assertThat(Repairs.states()).containsOnly("finished"));
    }

    @Test
    void aReportThatCanNotAskQdrantSaysSo() {
        Faults.refuse("Count", "UNAVAILABLE");

        given().get("/v1/consistency")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", is("points_unavailable"));
    }

    @Test
    void repairsThatMakeNoSenseAreRefused() {
        refused("", 400, "malformed_json", "empty");
        refused("[]", 400, "malformed_json", "");
        refused("{\"dry_run\": \"yes\"}", 400, "wrong_type", "'dry_run'");
        refused("{\"dry_run\": 1}", 400, "wrong_type", "'dry_run'");
        refused("{\"knowledge_base\": 7}", 400, "wrong_type", "'knowledge_base'");
        refused("{\"force\": true}", 400, "unknown_property", "known: dry_run, ignore_fuse, knowledge_base");
        refused("{\"knowledge_base\": \"nowhere\"}", 404, "knowledge_base_not_found", "nowhere");
        refused("{\"knowledge_base\": \"a\\u0000b\"}", 422, "invalid_text", "NUL");
        given().get("/v1/consistency?limit=0").then().statusCode(400).body("code", is("invalid_value"));
        given().get("/v1/consistency?cursor=nonsense").then().statusCode(400).body("code", is("invalid_cursor"));
    }

    private static void refused(String body, int status, String code, String helps) {
        given().contentType("application/json")
                .body(body)
                .post("/v1/consistency/repair")
                .then()
                .statusCode(status)
                .body("code", is(code))
                .body("detail", containsString(helps));
    }

    private boolean claim(UUID run, List<String> names, Duration lease) {
        return passes.claim(names, run, "test", lease, Duration.ZERO).await().atMost(PATIENCE);
    }

    private void endLeases() {
        stores.change("UPDATE background_pass SET lease_until = now() - interval '1 second'", Tuple.tuple());
    }
}
