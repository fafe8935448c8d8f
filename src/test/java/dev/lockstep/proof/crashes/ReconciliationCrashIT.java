package dev.lockstep.proof.crashes;

import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.testing.Eventually;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that dies while it repairs leaves nothing that the next one can't finish. */
class ReconciliationCrashIT {

    private static final String REPAIR = "/v1/consistency/repair";

    private final Path directory =
            Path.of("target", "reconciliation-crash-" + UUID.randomUUID()).toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"collector.asked", "collector.removed", "scrub.asked", "scrub.restored"})
    void whatARepairWasDoingWhenItDiedIsDoneByTheNext(String point) throws Exception {
        try (OutlivingStores stores = new OutlivingStores(directory.resolve("qdrant"))) {
            repairUntil(point, stores);
            try (PackagedApplication application =
                    PackagedApplication.start(directory.resolve("data"), settings(stores))) {
                // The pass of the dead process is taken over when its lease has run out; until then 409.
                Eventually.holds(
                        () -> assertThat(application.send("POST", REPAIR, "{}").statusCode())
                                .isEqualTo(200));
                stores.awaitQuiet();
                stores.agree();
                assertThat(application.send("GET", "/v1/consistency", null).body())
                        .contains("\"in_sync\":true");
            }
        }
    }

    /** Loses something in each store, lets a repair come to a point, and kills it there. */
    private void repairUntil(String point, OutlivingStores stores) throws Exception {
        String duty = point.substring(0, point.indexOf('.'));
        Plan plan = new Plan(directory.resolve("plan"));
        plan.freeze(point, duty);
        Map<String, String> settings = settings(stores);
        settings.put(Failpoints.PROPERTY, plan.write().toString());
        PackagedApplication application = PackagedApplication.start(directory.resolve("data"), settings);
        assertThat(application
                        .send("POST", "/v1/knowledge-bases", "{\"name\": \"kb\"}")
                        .statusCode())
                .isEqualTo(201);
        for (String document : new String[] {"kept", "rowless", "pointless"}) {
            assertThat(application
                            .send(
                                    "PUT",
                                    "/v1/knowledge-bases/kb/documents/external:" + document,
                                    "{\"text\": \"The text of " + document + ".\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
        stores.awaitQuiet();
        stores.loseRowsOf("rowless");
        stores.losePointsOf("pointless");

        assertThat(application.send("POST", REPAIR, "{}").statusCode()).isEqualTo(202);
        plan.awaitFrozen(point, duty);
        application.kill();
    }

    private static Map<String, String> settings(OutlivingStores stores) {
        Map<String, String> settings = new HashMap<>(stores.settings());
        settings.put("lockstep.reconciliation.first-pass-after", "1h");
        settings.put("lockstep.reconciliation.repair-wait", "1s");
        settings.put("lockstep.reconciliation.lease", "3s");
        return settings;
    }
}
