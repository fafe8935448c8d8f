package dev.lockstep.features.reconciliation;

import dev.lockstep.platform.duties.ScheduledDuty;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
    List<ScheduledDuty> replicas;

    @BeforeEach
    void startTwoReplicas() {
        kb = Api.newKnowledgeBase();
        kb.post("a", TIGERS).then().statusCode(201);
        Repairs.quiet(kb, stores);
        replicas = Stream.of(replica(), replica()).flatMap(List::stream).toList();
        replicas.forEach(ScheduledDuty::start);
    }

    private List<ScheduledDuty> replica() {
        ReconciliationDuties duties = new ReconciliationDuties(passes, QuickRounds.of(settings));
        return Stream.of(duties.collecting(collector), duties.scrubbing(scrub))
                .map(ScheduledDuty::new)
                .toList();
    }

    @AfterEach
    void stopThem() {
        Faults.clear();
        replicas.forEach(ScheduledDuty::stopTimers);
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
