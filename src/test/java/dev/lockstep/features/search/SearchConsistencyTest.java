package dev.lockstep.features.search;

import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Metadata;
import dev.lockstep.engine.buffer.WriteBuffer;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.Beside;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.RandomMetadata;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A search answers the same, whether a document is still in the write buffer, already in Qdrant, or in both. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchConsistencyTest {

    private static final String QUERY = "how do animals sleep?";
    private static final String ZEBRAS = "Zebras graze in the savannah.";

    @Inject
    StoreInspector stores;

    @Inject
    WriteBuffer buffer;

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
            assertThat(listed(filters.get(i)))
                    .as("listed, %s", about)
                    .containsExactlyElementsOf(expected(documents, filters.get(i)));
        }
    }

    private List<String> listed(Map<String, Object> filter) {
        return kb.list(filter, 100).statusCode(200).extract().path("data.external_id");
    }

    private static List<String> expected(Map<String, Map<String, Object>> documents, Map<String, Object> filter) {
        return documents.entrySet().stream()
                .filter(document -> FilterParser.parse(filter).matches(new Metadata(document.getValue()), null))
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

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void hitsComeInTheOrderOfTheirScoresBeforeAndAfterSettling(String mode) {
        Faults.holdApplication();
        storeAnimals();
        Map<String, Object> query = Map.of("query", "sleeping otters hunt cats by night", "mode", mode);

        List<Found> buffered = search(query);
        settle();
        List<Found> settled = search(query);

        assertThat(buffered.stream().map(found -> -found.score()).toList()).isSorted();
        assertThat(buffered).hasSize(mode.equals("lexical") ? 3 : 6);
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
        // How rare a word is, is known a little better once Qdrant counts all, so scores move a little.
        assertThat(ids(search(Map.of("query", QUERY)))).isEqualTo(ids(mixed));
        assertThat(ids(search(Map.of("query", QUERY, "limit", 3)))).isEqualTo(ids(mixed.subList(0, 3)));
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
    void aThresholdLeavesOutWorseHitsInBothStores() {
        Faults.holdApplication();
        storeAnimals();
        List<Found> all = search(Map.of("query", QUERY, "mode", "dense"));
        float threshold = (all.get(2).score() + all.get(3).score()) / 2;
        Map<String, Object> body = Map.of("query", QUERY, "mode", "dense", "score_threshold", threshold);

        assertThat(search(body)).isEqualTo(all.subList(0, 3));
        settle();
        assertSame(all.subList(0, 3), search(body), "threshold");

        assertThat(search(Map.of("query", QUERY, "score_threshold", 1))).isEmpty();
        assertThat(search(Map.of("query", QUERY, "score_threshold", 0))).hasSize(6);
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

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void liveDocumentsAreFoundBehindManyDeletedOnes(String mode) {
        kb.post("kept", "A tiger of paper, and a rocket on its way to the moon.")
                .then()
                .statusCode(201);
        for (int i = 0; i < 25; i++) {
            kb.post("d" + i, "Tiger number " + i + " sleeps in the shade.")
                    .then()
                    .statusCode(201);
        }
        Eventually.holds(() -> assertThat(stores.points(kb)).hasSize(26));
        for (int i = 0; i < 25; i++) {
            kb.delete("d" + i).then().statusCode(204);
        }

        List<String> found = kb.search(Map.of("query", "a sleeping tiger", "limit", 3, "mode", mode))
                .path("data.external_id");

        assertThat(found).containsExactly("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void aReplacedDocumentIsFoundOnceAndNeverAsItWas(String mode) {
        kb.post("a", ZEBRAS).then().statusCode(201);
        for (int i = 0; i < 10; i++) {
            String text = "Zebras graze in the savannah, said edition " + i + ".";
            kb.put("a", text).then().statusCode(200);
            assertThat(texts(mode)).containsExactly(text);
        }
    }

    private List<String> texts(String mode) {
        return kb.search(Map.of("query", "grazing zebras", "mode", mode))
                .then()
                .statusCode(200)
                .extract()
                .path("data.text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void aDocumentThatIsReplacedDuringASearchIsFoundAsItIsNow(String mode) {
        kb.post("a", ZEBRAS).then().statusCode(201);
        CompletableFuture<List<String>> search = searchUntilQdrantHasAnswered(mode);

        kb.put("a", "Zebras gallop away.").then().statusCode(200);
        Faults.clear();

        assertThat(search.join()).containsExactly("Zebras gallop away.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void aDocumentThatSettlesDuringASearchIsFound(String mode) {
        Faults.holdApplication();
        kb.post("a", ZEBRAS).then().statusCode(201);
        CompletableFuture<List<String>> search = searchUntilQdrantHasAnswered(mode);

        Faults.applyAgain();
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsExactly("SETTLED"));
        Eventually.holds(() -> assertThat(buffer.units()).isEmpty());
        Faults.clear();

        assertThat(search.join()).as("in the answer of Qdrant it is not yet").containsExactly(ZEBRAS);
    }

    @Test
    void aDocumentWhoseChangeIsCommittedBetweenTwoRoundsOfASearchIsFound() {
        kb.post("a", ZEBRAS).then().statusCode(201);
        settle();
        Faults.holdAnswer("Upsert");
        CompletableFuture<Integer> change = Beside.run(
                () -> kb.put("a", "Zebras gallop away.").then().extract().statusCode());
        Eventually.holds(() -> assertThat(Faults.isHeld("Upsert")).isTrue());
        CompletableFuture<List<String>> search = searchUntilQdrantHasAnswered("dense");

        // The first round finds the new point and drops it, since it is not committed yet. The second one must not.
        Faults.mend("QueryBatch");
        while (Faults.isHeld("QueryBatch")) {
            Thread.onSpinWait();
        }
        Faults.holdAnswer("QueryBatch");
        Eventually.holds(
                () -> assertThat(Faults.isHeld("QueryBatch") || search.isDone()).isTrue());
        Faults.mend("Upsert");
        assertThat(change.join()).isEqualTo(200);
        Faults.clear();

        assertThat(search.join()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void aTransactionThatIsCommittedDuringASearchIsSeenWhole(String mode) {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Integer> transaction =
                Beside.run(() -> storeTogether("one", "two").statusCode());
        Eventually.holds(() -> {
            assertThat(Faults.isHeld("Upsert")).isTrue();
            assertThat(stores.points(kb)).as("the other is not written yet").hasSize(1);
        });
        CompletableFuture<List<String>> search = searchUntilQdrantHasAnswered(mode);

        Faults.mend("Upsert");
        assertThat(transaction.join()).isEqualTo(200);
        Faults.mend("QueryBatch");

        assertThat(search.join()).hasSize(2);
    }

    private Response storeTogether(String... externalIds) {
        List<Map<String, Object>> operations = Stream.of(externalIds)
                .map(id -> Map.<String, Object>of(
                        "operation",
                        "insert",
                        "knowledge_base",
                        kb.name(),
                        "external_id",
                        id,
                        "document",
                        Map.of("text", ZEBRAS)))
                .toList();
        return given().contentType("application/json")
                .body(Map.of("operations", operations))
                .post("/v1/transactions");
    }

    private CompletableFuture<List<String>> searchUntilQdrantHasAnswered(String mode) {
        Faults.holdAnswer("QueryBatch");
        CompletableFuture<List<String>> search = Beside.run(() -> texts(mode));
        Eventually.holds(() -> assertThat(Faults.isHeld("QueryBatch")).isTrue());
        return search;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void aDocumentThatIsInBothStoresIsFoundOnce(String mode) {
        Faults.refuse("Get", "UNAVAILABLE");
        kb.post("a", ZEBRAS).then().statusCode(201);
        Eventually.holds(() -> assertThat(stores.points(kb)).hasSize(1));

        assertThat(stores.states(kb.id())).contains("COMMITTED");
        assertThat(texts(mode)).containsExactly(ZEBRAS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void whatIsCommittedButNotInThisProcessesBufferIsFoundAtOnce(String mode) {
        Faults.holdApplication();
        kb.post("a", ZEBRAS).then().statusCode(201);

        // As in a replica that did not make the commit, or that was restarted after it.
        buffer.evict(buffer.units());

        assertThat(texts(mode)).containsExactly(ZEBRAS);
    }
}
