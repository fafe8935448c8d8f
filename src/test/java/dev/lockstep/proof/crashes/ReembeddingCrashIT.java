package dev.lockstep.proof.crashes;

import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Knowledge bases are built anew side by side, each stops at another point of the way, and then the process is killed: the
 * next one finishes all of them by itself, with what was written while they stood still.
 */
class ReembeddingCrashIT {

    /** Where a building stops, and so what the knowledge base is called. */
    private static final List<String> BUILDINGS =
            List.of("reembed.rows-staged", "reembed.points-written", "reembed.before-switch", "reembed.switched");

    /** Of this one the earlier generation is half removed. */
    private static final String REMOVAL = "reembed.points-removed";

    private static final List<String> ALL =
            Stream.concat(BUILDINGS.stream(), Stream.of(REMOVAL)).toList();

    private final Path directory =
            Path.of("target", "reembedding-crash-" + UUID.randomUUID()).toAbsolutePath();

    @Test
    void whereverABuildingWasKilledTheNextProcessFinishesIt() throws Exception {
        try (OutlivingStores stores = new OutlivingStores(directory.resolve("qdrant"))) {
            reembedUntilFrozen(stores);
            try (PackagedApplication application =
                    PackagedApplication.start(directory.resolve("data"), settings(stores))) {
                for (String knowledgeBase : ALL) {
                    serves(application, knowledgeBase, 2);
                }
                stores.awaitQuiet();
                for (String knowledgeBase : ALL) {
                    findsWhatWasWritten(application, knowledgeBase, Doc::sentences);
                }
                inSync(application, stores);
                theEarlierOnesCanServeAgain(application, stores);
            }
        }
    }

    /** Everything comes to its point; then each knowledge base is written to, and the process is killed. */
    private void reembedUntilFrozen(OutlivingStores stores) throws Exception {
        Plan plan = new Plan(directory.resolve("plan"));
        for (String point : ALL) {
            plan.freeze(point, point);
        }
        Map<String, String> settings = settings(stores);
        settings.put(Failpoints.PROPERTY, plan.write().toString());
        PackagedApplication application = PackagedApplication.start(directory.resolve("data"), settings);
        try {
            for (String knowledgeBase : ALL) {
                fill(application, knowledgeBase);
                ok(application.send("POST", path(knowledgeBase) + "/reembed", "{\"chunking\": " + chunking(16) + "}"));
            }
            serves(application, REMOVAL, 2);
            ok(application.send("DELETE", path(REMOVAL) + "/reembed", null));
            plan.awaitAllFrozen();
            for (String knowledgeBase : ALL) {
                write(application, documents(knowledgeBase).get(0).replaced());
                ok(application.send("DELETE", documents(knowledgeBase).get(1).path(), null));
            }
            for (String building : BUILDINGS.subList(0, 3)) {
                assertThat(status(application, building).getString("state")).isEqualTo("building");
                findsWhatWasWritten(application, building, ReembeddingCrashIT::whole);
            }
        } finally {
            application.kill();
        }
    }

    /** They lack what was written since the switch, and catch up with it. */
    private static void theEarlierOnesCanServeAgain(PackagedApplication application, OutlivingStores stores)
            throws Exception {
        for (String knowledgeBase : BUILDINGS) {
            ok(application.send("POST", path(knowledgeBase) + "/reembed/rollback", null));
        }
        HttpResponse<String> refused = application.send("POST", path(REMOVAL) + "/reembed/rollback", null);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("nothing_to_roll_back_to");
        for (String knowledgeBase : BUILDINGS) {
            serves(application, knowledgeBase, 1);
            findsWhatWasWritten(application, knowledgeBase, ReembeddingCrashIT::whole);
            ok(application.send("DELETE", path(knowledgeBase) + "/reembed", null));
        }
        stores.awaitQuiet();
        inSync(application, stores);
    }

    private static Map<String, String> settings(OutlivingStores stores) {
        Map<String, String> settings = new HashMap<>(stores.settings());
        settings.put("lockstep.reembed.knowledge-bases-at-once", String.valueOf(ALL.size()));
        // The fourth document is not begun with while the others are frozen.
        settings.put("lockstep.reembed.documents-at-once", "3");
        settings.put("lockstep.reembed.interval", "100ms");
        settings.put("lockstep.reembed.lease", "3s");
        settings.put("lockstep.unit-of-work.sole-owner", "true");
        settings.put("lockstep.reconciliation.purge-interval", "250ms");
        // Nothing of this is left to the passes.
        settings.put("lockstep.reconciliation.first-pass-after", "1h");
        return settings;
    }

    /** Four, in the order in which they are built. */
    private static List<Doc> documents(String knowledgeBase) {
        return Stream.of("replaced", "deleted", "begun", "waiting")
                .map(name -> Doc.fresh(knowledgeBase, "crash", name))
                .toList();
    }

    private static void fill(PackagedApplication application, String knowledgeBase) throws Exception {
        ok(application.send(
                "POST",
                "/v1/knowledge-bases",
                "{\"name\": \"" + knowledgeBase + "\", \"chunking\": " + chunking(128) + "}"));
        for (Doc document : documents(knowledgeBase)) {
            write(application, document);
        }
    }

    private static void write(PackagedApplication application, Doc document) throws Exception {
        ok(application.send(
                "PUT",
                document.path(),
                new JsonObject().put("text", text(document)).encode()));
    }

    private static String text(Doc document) {
        return String.join(" ", document.sentences());
    }

    /** All of a document is one chunk before, and each sentence is one after. */
    private static List<String> whole(Doc document) {
        return List.of(text(document));
    }

    private static String chunking(int tokens) {
        return "{\"max_tokens\": " + tokens + ", \"overlap_tokens\": 0}";
    }

    private interface Chunks {
        List<String> of(Doc document);
    }

    /** Each document is there with the text that it has now, in these chunks and no others. */
    private static void findsWhatWasWritten(PackagedApplication application, String knowledgeBase, Chunks chunks)
            throws Exception {
        List<Doc> before = documents(knowledgeBase);
        List<String> expected = Stream.of(before.get(0).replaced(), before.get(2), before.get(3))
                .flatMap(document -> chunks.of(document).stream().map(chunk -> document.externalId() + ": " + chunk))
                .toList();
        for (String mode : List.of("hybrid", "dense", "lexical")) {
            assertThat(hits(application, knowledgeBase, mode))
                    .as("what a search by mode %s finds in %s", mode, knowledgeBase)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        HttpResponse<String> deleted = application.send("GET", before.get(1).path(), null);
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(404);
    }

    private static List<String> hits(PackagedApplication application, String knowledgeBase, String mode)
            throws Exception {
        JsonObject query =
                new JsonObject().put("query", "which edition").put("mode", mode).put("limit", 100);
        JsonArray data = json(application.send("POST", path(knowledgeBase) + "/search", query.encode()))
                .getJsonArray("data");
        List<String> hits = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            JsonObject hit = data.getJsonObject(i);
            hits.add(hit.getString("external_id") + ": " + hit.getString("text"));
        }
        return hits;
    }

    /** Nobody has asked for anything since the kill. */
    private static void serves(PackagedApplication application, String knowledgeBase, int generation) {
        Eventually.holds(() -> {
            JsonObject status = status(application, knowledgeBase);
            assertThat(status.getJsonObject("live").getInteger("generation"))
                    .as("what serves in %s: %s", knowledgeBase, status)
                    .isEqualTo(generation);
            assertThat(status.getString("state")).as(status.encode()).isEqualTo("idle");
        });
    }

    private static JsonObject status(PackagedApplication application, String knowledgeBase) throws Exception {
        return json(application.send("GET", path(knowledgeBase) + "/reembed", null));
    }

    /** By the stores themselves, and by the report after a pass has looked at everything. */
    private static void inSync(PackagedApplication application, OutlivingStores stores) throws Exception {
        stores.agree();
        ok(application.send("POST", "/v1/consistency/repair", "{}"));
        Eventually.holds(() -> {
            JsonObject report = json(application.send("GET", "/v1/consistency", null));
            assertThat(report.getBoolean("in_sync")).as(report.encode()).isTrue();
            for (String wrong :
                    List.of("zombies", "missing", "quarantined", "lost_collections", "orphaned_collections")) {
                assertThat(report.getLong(wrong)).as(report.encode()).isZero();
            }
            JsonArray passes = report.getJsonArray("last_passes");
            for (int i = 0; i < passes.size(); i++) {
                assertThat(passes.getJsonObject(i).getLong("repaired"))
                        .as("what a pass had to mend: %s", report)
                        .isZero();
            }
        });
    }

    private static String path(String knowledgeBase) {
        return "/v1/knowledge-bases/" + knowledgeBase;
    }

    private static void ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), answer.body())
                .isBetween(200, 299);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        ok(answer);
        return new JsonObject(answer.body());
    }
}
