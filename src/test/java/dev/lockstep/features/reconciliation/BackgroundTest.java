package dev.lockstep.features.reconciliation;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Passes that nobody asked for, as two replicas run them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BackgroundTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";

    @Inject
    StoreInspector stores;

    @Inject
    Passes passes;

    @Inject
    Collector collector;

    @Inject
    Scrub scrub;

    @Inject
    ReconciliationSettings settings;

    Api kb;
    ReconciliationRounds one;
    ReconciliationRounds other;

    @BeforeEach
    void startTwoReplicas() {
        kb = Api.newKnowledgeBase();
        kb.post("a", TIGERS).then().statusCode(201);
        Repairs.quiet(kb, stores);
        one = new ReconciliationRounds(passes, collector, scrub, QuickRounds.of(settings));
        other = new ReconciliationRounds(passes, collector, scrub, QuickRounds.of(settings));
        one.start(new StartupEvent());
        other.start(new StartupEvent());
    }

    @AfterEach
    void stopThem() {
        Faults.clear();
        one.stop(new ShutdownEvent());
        other.stop(new ShutdownEvent());
        Eventually.holds(() -> assertThat(Repairs.states()).doesNotContain("running"));
        given().delete(kb.path());
    }

    @Test
    void zombiesGoAndLossesComeBackByThemselves() {
        Set<UUID> live = stores.liveChunks(kb);
        UUID unitOfWork = stores.unitsOfWork(kb, "SETTLED").iterator().next();
        for (int i = 0; i < 3; i++) {
            stores.lose(kb, live);
            UUID zombie = stores.latePoint(kb, unitOfWork);
            Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(live).doesNotContain(zombie));
        }
        assertThat(kb.texts("tigers")).containsExactly(TIGERS);
    }

    @Test
    void theyGoOnWhenQdrantComesBack() {
        Faults.refuse("Scroll", "UNAVAILABLE");
        Faults.refuse("Get", "UNAVAILABLE");
        Eventually.holds(() -> assertThat(Repairs.states()).containsOnly("failed"));
        stores.lose(kb, stores.liveChunks(kb));

        Faults.clear();

        Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)));
        Eventually.holds(() -> assertThat(Repairs.states()).containsOnly("finished"));
    }
}
