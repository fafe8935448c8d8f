package dev.lockstep.engine.filtering;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Without a schema, what filters use is indexed sometime after its first use. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class WantedIndexesTest {

    private static final Logger LOGGER = Logger.getLogger("dev.lockstep.engine.filtering");

    @Inject
    StoreInspector stores;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Recorder();

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
        kb.post(Map.of(
                        "text",
                        "Otters sleep.",
                        "metadata",
                        Map.of("year", 2026, "due", "2026-01-01", "team", "people", "other", true)))
                .then()
                .statusCode(201);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void mendEverything() {
        LOGGER.removeHandler(handler);
        Faults.clear();
    }

    @Test
    void whatAFilterUsesIsIndexedAndNothingElse() {
        search(Map.of("year", Map.of("$gt", 2000), "due", Map.of("$lt", "2027-01-01")));
        kb.list(Map.of("team", "people", "other", Map.of("$exists", true)), 5).statusCode(200);

        Eventually.holds(() ->
                assertThat(metadataIndexes()).containsExactlyInAnyOrder("metadata.year", "dates.due", "metadata.team"));
    }

    @Test
    void whatFailedIsTriedAgainByTheNextFilter() {
        Faults.refuse("CreateFieldIndex", "INVALID_ARGUMENT");
        search(Map.of("year", 2026));
        Eventually.holds(() -> assertThat(logged)
                .anySatisfy(message ->
                        assertThat(message).contains(kb.id().toString()).contains("could not be indexed for [year]")));
        assertThat(metadataIndexes()).isEmpty();

        Faults.clear();
        search(Map.of("year", 2026));
        Eventually.holds(() -> assertThat(metadataIndexes()).containsExactly("metadata.year"));
    }

    @Test
    void aSearchDoesNotWaitForItsIndex() {
        Faults.holdAnswer("CreateFieldIndex");
        search(Map.of("year", 2026));
        Eventually.holds(() -> assertThat(Faults.isHeld("CreateFieldIndex")).isTrue());
        search(Map.of("year", 2026));
    }

    private void search(Map<String, ?> filter) {
        List<String> found =
                kb.search("otters", filter).statusCode(200).extract().path("data.text");
        assertThat(found).containsExactly("Otters sleep.");
    }

    private List<String> metadataIndexes() {
        return stores.payloadIndexes(kb).stream()
                .filter(path -> path.contains("."))
                .toList();
    }

    private final class Recorder extends Handler {
        @Override
        public void publish(LogRecord message) {
            logged.add(new java.util.logging.SimpleFormatter().formatMessage(message));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
