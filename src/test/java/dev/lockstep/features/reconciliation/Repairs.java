package dev.lockstep.features.reconciliation;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

/** Repairs and reports as clients ask for them. */
final class Repairs {

    private Repairs() {}

    /** What was found in one knowledge base, and mended. */
    record Outcome(
            long zombies, long removed, long missing, long restored, long stale, long rewritten, long quarantined) {

        static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, 0, 0);
    }

    static Response post(Map<String, ?> body) {
        return given().contentType("application/json").body(body).post("/v1/consistency/repair");
    }

    static Outcome repair(Api knowledgeBase) {
        return outcome(knowledgeBase, Map.of());
    }

    static Outcome look(Api knowledgeBase) {
        return outcome(knowledgeBase, Map.of("dry_run", true));
    }

    static Outcome ignoringTheFuse(Api knowledgeBase) {
        return outcome(knowledgeBase, Map.of("ignore_fuse", true));
    }

    private static Outcome outcome(Api knowledgeBase, Map<String, ?> options) {
        Map<String, Object> body = new HashMap<>(options);
        body.put("knowledge_base", knowledgeBase.name());
        ValidatableResponse response = post(body).then().statusCode(200);
        List<Map<String, ?>> found = response.extract().path("knowledge_bases");
        return found.stream()
                .filter(entry -> knowledgeBase.name().equals(entry.get("name")))
                .findFirst()
                .map(Repairs::outcome)
                .orElse(Outcome.NOTHING);
    }

    private static Outcome outcome(Map<String, ?> entry) {
        return new Outcome(
                number(entry, "zombies"),
                number(entry, "removed"),
                number(entry, "missing"),
                number(entry, "restored"),
                number(entry, "stale"),
                number(entry, "rewritten"),
                number(entry, "quarantined"));
    }

    static long number(Map<String, ?> entry, String field) {
        return ((Number) entry.get(field)).longValue();
    }

    /** Repairs everything there is in both stores, and waits for the end. */
    static void repairAll() {
        post(Map.of()).then().statusCode(oneOf(200, 202));
        Eventually.holds(() -> assertThat(states()).containsOnly("finished"));
    }

    static List<String> states() {
        return report().extract().path("last_passes.state");
    }

    static ValidatableResponse report() {
        return given().get("/v1/consistency?limit=500").then().statusCode(200);
    }

    static Map<String, ?> report(Api knowledgeBase) {
        List<Map<String, ?>> all = report().extract().path("knowledge_bases");
        return all.stream()
                .filter(entry -> knowledgeBase.name().equals(entry.get("name")))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until nothing of a knowledge base is on its way any more. */
    static void quiet(Api knowledgeBase, StoreInspector stores) {
        inStep(knowledgeBase, stores, "STAGED", "COMMITTED", "COMPENSATING", "COMPENSATED");
    }

    /** Waits until everything is done or undone. What was undone is still swept, which takes its time. */
    static void decided(Api knowledgeBase, StoreInspector stores) {
        inStep(knowledgeBase, stores, "STAGED", "COMMITTED", "COMPENSATING");
    }

    private static void inStep(Api knowledgeBase, StoreInspector stores, String... statesNoMore) {
        Eventually.holds(() -> {
            assertThat(stores.states(knowledgeBase.id())).doesNotContain(statesNoMore);
            assertThat(stores.points(knowledgeBase)).isEqualTo(stores.liveChunks(knowledgeBase));
        });
    }
}
