package dev.lockstep.retrieval;

import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Metadata;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.RandomMetadata;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

/** Answers are the same whether points are still in the write buffer or in Qdrant alone. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchTest {

    private static final String QUERY = "how do animals sleep?";

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    /** A hit, as far as it must not depend on where its point is. */
    private record Found(String externalId, float score) {}

    @Test
    void aFilterFindsTheSameInTheBufferAndInQdrantAsInTheory() {
        for (long seed = 1; seed <= 2; seed++) {
            kb = Api.newKnowledgeBase();
            checkFilters(seed);
        }
    }

    private void checkFilters(long seed) {
        RandomMetadata random = new RandomMetadata(seed);
        Faults.holdApplication();
        Map<String, Map<String, Object>> documents = new LinkedHashMap<>();
        RandomMetadata.everyField().forEach(metadata -> documents.put("doc-" + documents.size(), metadata));
        IntStream.range(0, 25).forEach(i -> documents.put("doc-" + documents.size(), random.metadata()));
        documents.forEach((id, metadata) -> kb.post(
                        Map.of("external_id", id, "text", "Animal " + id + " sleeps.", "metadata", metadata))
                .then()
                .statusCode(201));
        List<Map<String, Object>> filters =
                IntStream.range(0, 30).mapToObj(i -> random.filter()).toList();

        List<List<Found>> buffered = filters.stream().map(this::found).toList();
        settle();
        List<List<Found>> settled = filters.stream().map(this::found).toList();

        for (int i = 0; i < filters.size(); i++) {
            String about = "seed " + seed + ", filter " + filters.get(i);
            assertThat(ids(buffered.get(i)))
                    .as("buffered, %s", about)
                    .containsExactlyInAnyOrderElementsOf(expected(documents, filters.get(i)));
            assertSame(buffered.get(i), settled.get(i), about);
        }
    }

    private static List<String> expected(Map<String, Map<String, Object>> documents, Map<String, Object> filter) {
        return documents.entrySet().stream()
                .filter(document -> FilterParser.parse(filter).matches(new Metadata(document.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void settle() {
        Faults.clear();
        Eventually.holds(() -> {
            assertThat(stores.states(kb.id())).containsExactly("SETTLED");
            assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb));
        });
    }

    private static void assertSame(List<Found> buffered, List<Found> settled, String about) {
        assertThat(ids(settled)).as("settled, %s", about).isEqualTo(ids(buffered));
        for (int i = 0; i < buffered.size(); i++) {
            assertThat(settled.get(i).score())
                    .as(about)
                    .isCloseTo(buffered.get(i).score(), within(1e-5f));
        }
    }

    private static List<String> ids(List<Found> found) {
        return found.stream().map(Found::externalId).toList();
    }

    private List<Found> found(Map<String, Object> filter) {
        return search(Map.of("query", QUERY, "filter", filter, "limit", 100));
    }

    private List<Found> search(Map<String, Object> body) {
        List<Map<String, Object>> data =
                kb.search(body).then().statusCode(200).extract().path("data");
        return data.stream()
                .map(hit -> new Found((String) hit.get("external_id"), ((Number) hit.get("score")).floatValue()))
                .toList();
    }

    @Test
    void hitsComeInTheOrderOfTheirScoresBeforeAndAfterSettling() {
        Faults.holdApplication();
        storeAnimals();

        List<Found> buffered = search(Map.of("query", QUERY));
        settle();
        List<Found> settled = search(Map.of("query", QUERY));

        assertThat(buffered.stream().map(found -> -found.score()).toList()).isSorted();
        assertThat(buffered).hasSize(6);
        assertSame(buffered, settled, "order");
    }

    @Test
    void theBestAreFoundWhicheverStoreTheyAreIn() {
        storeAnimals();
        settle();
        List<Found> all = search(Map.of("query", QUERY));
        Faults.holdApplication();
        kb.put("cats", Map.of("text", "Cats sleep sixteen hours a day.", "metadata", Map.of("n", 1)))
                .then()
                .statusCode(200);
        kb.put("owls", "Owls sleep through the day.").then().statusCode(200);

        List<Found> mixed = search(Map.of("query", QUERY));
        settle();

        assertThat(mixed).hasSameSizeAs(all);
        assertSame(mixed, search(Map.of("query", QUERY)), "mixed");
        assertSame(mixed.subList(0, 3), search(Map.of("query", QUERY, "limit", 3)), "limit");
    }

    @Test
    void equalTextsComeInTheSameOrderEachTime() {
        Faults.holdApplication();
        for (int i = 0; i < 8; i++) {
            kb.post("same-" + i, "Otters sleep on their backs.").then().statusCode(201);
        }

        List<Found> buffered = search(Map.of("query", QUERY));
        settle();

        for (int i = 0; i < 3; i++) {
            assertSame(buffered, search(Map.of("query", QUERY)), "again");
        }
        assertSame(buffered.subList(0, 3), search(Map.of("query", QUERY, "limit", 3)), "the first three");
    }

    @Test
    void noMoreHitsThanAskedForComeBack() {
        storeAnimals();

        assertThat(search(Map.of("query", QUERY, "limit", 1))).hasSize(1);
        assertThat(search(Map.of("query", QUERY, "limit", 100))).hasSize(6);
    }

    @Test
    void aThresholdLeavesOutWorseHitsInBothStores() {
        Faults.holdApplication();
        storeAnimals();
        List<Found> all = search(Map.of("query", QUERY));
        float threshold = (all.get(2).score() + all.get(3).score()) / 2;
        Map<String, Object> body = Map.of("query", QUERY, "score_threshold", threshold);

        assertThat(search(body)).isEqualTo(all.subList(0, 3));
        settle();
        assertSame(all.subList(0, 3), search(body), "threshold");

        assertThat(search(Map.of("query", QUERY, "score_threshold", 1))).isEmpty();
        assertThat(search(Map.of("query", QUERY, "score_threshold", -1))).hasSize(6);
    }

    private void storeAnimals() {
        Map<String, String> animals = new LinkedHashMap<>();
        animals.put("otters", "Otters hold hands while they sleep.");
        animals.put("owls", "Owls hunt by night.");
        animals.put("cats", "Cats nap in the sun.");
        animals.put("rockets", "Rockets burn liquid oxygen.");
        animals.put("taxes", "Taxes are due in spring.");
        animals.put("horses", "Horses doze on their feet.");
        animals.forEach((id, text) -> kb.post(id, text).then().statusCode(201));
    }

    @Test
    void aHitSaysWhereItComesFrom() {
        String id = kb.post(Map.of(
                        "external_id", "a", "title", "On otters", "text", "Otters sleep.", "metadata", Map.of("n", 1)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        kb.search(Map.of("query", QUERY, "mode", "dense"))
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].document_id", is(id))
                .body("data[0].external_id", is("a"))
                .body("data[0].version", is(1))
                .body("data[0].title", is("On otters"))
                .body("data[0].text", is("Otters sleep."))
                .body("data[0].position", is(Map.of("index", 0, "start", 0, "end", 13)))
                .body("data[0].metadata", is(Map.of("n", 1)))
                .body("degraded", empty());
    }

    @Test
    void anEmptyKnowledgeBaseHasNoHits() {
        kb.search(Map.of("query", QUERY)).then().statusCode(200).body("data", empty());
    }

    @Test
    void aFieldIsKnownAsSoonAsADocumentHasIt() {
        Map<String, Object> filter = Map.of("late", "yes");
        kb.search(QUERY, filter).statusCode(400).body("code", is("unknown_filter_field"));

        kb.post(Map.of("text", "Otters sleep.", "metadata", Map.of("late", "yes")))
                .then()
                .statusCode(201);

        kb.search(QUERY, filter).statusCode(200).body("data", hasSize(1));
    }

    @Test
    void aLongDocumentIsFoundByEachOfItsParts() {
        List<String> parts = new ArrayList<>();
        for (String animal : List.of("Otters", "Owls", "Cats", "Horses")) {
            parts.add((animal + " sleep in their own way, as everyone who watched them knows. ").repeat(8));
        }
        kb.post(Map.of(
                        "external_id",
                        "all",
                        "text",
                        String.join("\n\n", parts),
                        "chunking",
                        Map.of("max_tokens", 64, "overlap_tokens", 0)))
                .then()
                .statusCode(201);

        for (String animal : List.of("Otters", "Owls", "Cats", "Horses")) {
            kb.search(Map.of("query", animal + " sleep", "limit", 1))
                    .then()
                    .body("data[0].text", containsString(animal));
        }
    }
}
