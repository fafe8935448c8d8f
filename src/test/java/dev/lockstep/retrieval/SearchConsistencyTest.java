package dev.lockstep.retrieval;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.RandomFilters;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A search answers the same, whether a document is still in the write buffer, already in Qdrant, or in both. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchConsistencyTest {

    private static final int DOCUMENTS = 30;
    private static final long SEED = 7;

    @Inject
    StoreInspector stores;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final RandomFilters made = new RandomFilters(random);
    private final Map<String, Map<String, Object>> metadata = new HashMap<>();
    private Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void everyFilterFindsTheSameInTheBufferAndInQdrant() {
        Faults.holdApplication();
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, Object> fields = made.metadata();
            metadata.put("d" + i, fields);
            kb.post(Map.of("external_id", "d" + i, "text", "Document number " + i + ".", "metadata", fields))
                    .then()
                    .statusCode(201);
        }
        assertThat(stores.points(kb)).isEmpty();
        List<Map<String, Object>> filters = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            filters.add(made.filter());
        }
        List<List<Object>> buffered = filters.stream().map(this::find).toList();

        Faults.clear();
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsExactly("SETTLED"));

        for (int i = 0; i < filters.size(); i++) {
            Map<String, Object> filter = filters.get(i);
            List<Object> settled = find(filter);
            assertThat(settled).as("filter %s of seed %d", filter, SEED).isEqualTo(buffered.get(i));
            assertThat(settled)
                    .as("filter %s of seed %d", filter, SEED)
                    .containsExactlyInAnyOrderElementsOf(metadata.entrySet().stream()
                            .filter(document -> RandomFilters.matches(filter, document.getValue()))
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    private List<Object> find(Map<String, Object> filter) {
        Response answer = kb.search(Map.of("query", "document number seven", "limit", 100, "filter", filter));
        assertThat(answer.statusCode()).as("%s: %s", filter, answer.asString()).isEqualTo(200);
        return answer.path("data.external_id");
    }

    @Test
    void scoresAreTheSameInTheBufferAndInQdrant() {
        Faults.holdApplication();
        for (int i = 0; i < 10; i++) {
            kb.post("d" + i, "The " + i + "th text is about the number " + i + ".")
                    .then()
                    .statusCode(201);
        }
        List<Float> buffered = scores();

        Faults.clear();
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsExactly("SETTLED"));

        List<Float> settled = scores();
        assertThat(settled).hasSameSizeAs(buffered);
        for (int i = 0; i < settled.size(); i++) {
            assertThat(settled.get(i)).isCloseTo(buffered.get(i), Offset.offset(1e-5f));
        }
    }

    private List<Float> scores() {
        return kb.search(Map.of("query", "number seven", "limit", 10)).path("data.score");
    }

    @Test
    void liveDocumentsAreFoundBehindManyDeletedOnes() {
        kb.post("kept", "A rocket is on its way to the moon.").then().statusCode(201);
        for (int i = 0; i < 25; i++) {
            kb.post("d" + i, "Tiger number " + i + " sleeps in the shade.")
                    .then()
                    .statusCode(201);
        }
        Eventually.holds(() -> assertThat(stores.points(kb)).hasSize(26));
        for (int i = 0; i < 25; i++) {
            kb.delete("d" + i).then().statusCode(204);
        }

        List<String> found =
                kb.search(Map.of("query", "a sleeping tiger", "limit", 3)).path("data.external_id");

        assertThat(found).containsExactly("kept");
    }

    @Test
    void aReplacedDocumentIsFoundOnceAndNeverAsItWas() {
        kb.post("a", "Zebras graze in the savannah.").then().statusCode(201);
        for (int i = 0; i < 20; i++) {
            String text = "Zebras graze in the savannah, said edition " + i + ".";
            kb.put("a", text).then().statusCode(200);
            assertThat(kb.texts("grazing zebras")).containsExactly(text);
        }
    }
}
