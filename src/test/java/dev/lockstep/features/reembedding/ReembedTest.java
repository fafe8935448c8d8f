package dev.lockstep.features.reembedding;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.SecondModel;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.features.reembedding.Reembed.begin;
import static dev.lockstep.features.reembedding.Reembed.chunks;
import static dev.lockstep.features.reembedding.Reembed.serves;
import static dev.lockstep.features.reembedding.Reembed.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

/** A knowledge base is built anew beside the one that serves, and switched to at once. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ReembedTest {

    /** One chunk by default, several of 16 tokens. */
    private static final String LONG = IntStream.range(0, 12)
            .mapToObj(i -> "Sentence number " + i + " says that tigers roam the jungle by night.")
            .collect(Collectors.joining(" "));

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
        given().delete(kb.path());
    }

    private String liveCollection() {
        return stores.query("SELECT collection FROM knowledge_base WHERE id = $1", Tuple.of(kb.id()))
                .iterator()
                .next()
                .getString("collection");
    }

    private long rows(int generation) {
        return stores.count("SELECT count(*) FROM chunk c JOIN document d ON d.id = c.document_id"
                + " WHERE d.knowledge_base_id = '" + kb.id() + "' AND c.generation = " + generation
                + " AND (c.document_id, c.version) NOT IN (SELECT document_id, version FROM superseded_version)");
    }

    private void settled() {
        Eventually.holds(() -> {
            assertThat(stores.states(kb.id())).doesNotContain("STAGED", "COMMITTED", "COMPENSATING", "COMPENSATED");
            assertThat(stores.points(liveCollection(), kb.id())).isEqualTo(stores.liveChunks(kb));
        });
    }

    @Test
    void withoutABodyItIsBuiltAsItWas() {
        kb.post("a", LONG).then().statusCode(201);

        given().noContentType().post(kb.path() + "/reembed").then().statusCode(202);

        serves(kb, 2);
    }

    @Test
    void everythingIsFoundInOtherChunksAfterwards() {
        for (int i = 0; i < 10; i++) {
            kb.post("d" + i, "Document " + i + ". " + LONG).then().statusCode(201);
        }
        Set<UUID> before = stores.liveChunks(kb);

        Reembed.post(kb, Map.of("chunking", Map.of("max_tokens", 32), "language", "de"))
                .then()
                .statusCode(202)
                .header("Location", endsWith(kb.path() + "/reembed"))
                .body("state", is("building"))
                .body("building.generation", is(2));
        serves(kb, 2);

        Set<UUID> after = stores.liveChunks(kb);
        assertThat(after).hasSizeGreaterThan(before.size() * 3).doesNotContainAnyElementsOf(before);
        assertThat(stores.points(liveCollection(), kb.id())).isEqualTo(after);
        kb.get("d3")
                .then()
                .statusCode(200)
                .body("chunks.stored", is(after.size() / 10))
                .body("chunks.expected", is(after.size() / 10));
        given().get(kb.path())
                .then()
                .body("chunking.max_tokens", is(32))
                .body("language", is("de"))
                .body("counts.chunks", is(after.size()));
        assertThat(found("tigers by night")).isNotEmpty().allMatch(after::contains);
        kb.put("d3", Map.of("text", "Document 3. " + LONG))
                .then()
                .statusCode(200)
                .body("version", is(1));
    }

    private Set<UUID> found(String query) {
        List<String> ids = kb.search(Map.of("query", query, "limit", 100))
                .then()
                .statusCode(200)
                .extract()
                .path("data.chunk_id");
        return ids.stream().map(UUID::fromString).collect(Collectors.toSet());
    }

    @Test
    void writesAndDeletionsWhileItIsBuiltAreInIt() {
        IntStream.range(0, 12)
                .forEach(i -> kb.post("d" + i, i + ". " + LONG).then().statusCode(201));
        Faults.delay("Upsert", 100);
        begin(kb, chunks(32));
        Eventually.holds(() -> assertThat(status(kb).getString("building.step")).isEqualTo("documents"));

        again(() -> kb.put("d0", "Otters hold hands.")).then().statusCode(200);
        again(() -> kb.delete("d1")).then().statusCode(204);
        again(() -> kb.put("d11", Map.of("text", "11. " + LONG, "metadata", Map.of("n", 1))))
                .then()
                .statusCode(200);
        again(() -> kb.post("new", "Owls hunt by night.")).then().statusCode(201);
        serves(kb, 2);
        Faults.clear();

        assertThat(kb.texts("otters")).contains("Otters hold hands.");
        assertThat(kb.texts("owls")).contains("Owls hunt by night.");
        assertThat(externalIds()).containsExactlyInAnyOrderElementsOf(expectedIds());
        settled();
        assertThat(stores.count("SELECT count(*) FROM chunk c"
                        + " JOIN document d ON d.id = c.document_id AND d.live_version = c.version"
                        + " WHERE d.knowledge_base_id = '" + kb.id() + "' AND c.generation = 2"))
                .as("beside those of versions that are kept")
                .isEqualTo(stores.liveChunks(kb).size());
    }

    /** The switch may come between, as the caller is told then. */
    private static Response again(Supplier<Response> write) {
        Response response = write.get();
        return response.statusCode() == 409 && response.path("code").equals("knowledge_base_reembedded")
                ? again(write)
                : response;
    }

    private Set<String> externalIds() {
        List<String> ids = kb.search(Map.of("query", "tigers roam the jungle", "limit", 100))
                .then()
                .statusCode(200)
                .extract()
                .path("data.external_id");
        return new HashSet<>(ids);
    }

    private static Set<String> expectedIds() {
        Set<String> ids = IntStream.range(0, 12)
                .filter(i -> i != 1)
                .mapToObj(i -> "d" + i)
                .collect(Collectors.toSet());
        ids.add("new");
        return ids;
    }

    @Test
    void eachSearchDuringTheSwitchesIsWholeAndOfOneGeneration() throws Exception {
        IntStream.range(0, 8)
                .forEach(i -> kb.post("d" + i, i + ". " + LONG).then().statusCode(201));
        CompletableFuture<List<Set<UUID>>> searches = CompletableFuture.supplyAsync(this::searchUntilTheThirdServes);

        begin(kb, chunks(48));
        serves(kb, 2);
        Reembed.discard(kb);
        begin(kb, chunks(24));
        serves(kb, 3);

        List<Set<UUID>> answers = searches.get();
        Map<UUID, Integer> generations = new HashMap<>();
        for (Row row : stores.query(
                "SELECT c.point_id, c.generation FROM chunk c JOIN document d ON d.id = c.document_id"
                        + " WHERE d.knowledge_base_id = $1",
                Tuple.of(kb.id()))) {
            generations.put(row.getUUID("point_id"), row.getInteger("generation"));
        }
        assertThat(answers).hasSizeGreaterThan(5);
        for (Set<UUID> answer : answers) {
            Set<Integer> ofOne =
                    answer.stream().map(id -> generations.getOrDefault(id, 1)).collect(Collectors.toSet());
            assertThat(ofOne).as("generations in one answer").hasSize(1);
            long whole = generations.values().stream().filter(ofOne::contains).count();
            assertThat((long) answer.size()).isEqualTo(ofOne.contains(1) ? 8 : Math.min(100, whole));
        }
    }

    private List<Set<UUID>> searchUntilTheThirdServes() {
        List<Set<UUID>> answers = new ArrayList<>();
        while (status(kb).getInt("live.generation") < 3) {
            answers.add(found("tigers"));
        }
        answers.add(found("tigers"));
        return answers;
    }

    @Test
    void aWriteThatWasStagedForTheOldGenerationIsRefusedAndLeavesNothing() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> write = CompletableFuture.supplyAsync(() -> kb.post("late", LONG));
        Eventually.holds(() -> assertThat(Faults.isHeld("Upsert")).isTrue());
        begin(kb, chunks(32));
        serves(kb, 2);
        Faults.clear();

        write.join().then().statusCode(409).body("code", is("knowledge_base_reembedded"));

        Eventually.holds(() -> assertThat(stores.chunkRows(kb)).isEmpty());
        assertThat(stores.points(kb)).isEmpty();
        kb.post("late", LONG).then().statusCode(201);
        assertThat(externalIds()).containsExactly("late");
    }

    @Test
    void theSwitchWaitsForACommitThatIsUnderWay() {
        stores.sleepAtCommit(2);
        try {
            CompletableFuture<Response> write = CompletableFuture.supplyAsync(() -> kb.post("slow", LONG));
            Eventually.holds(() -> assertThat(stores.count(
                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query = 'COMMIT'"))
                    .isPositive());
            begin(kb, chunks(32));
            write.join().then().statusCode(201);
            assertThat(externalIds()).containsExactly("slow");
            serves(kb, 2);
        } finally {
            stores.commitWithoutSleep();
        }
        assertThat(externalIds()).containsExactly("slow");
        assertThat(rows(2)).isGreaterThan(rows(1));
    }

    @Test
    void everyWriteThatIsAcknowledgedAroundTheSwitchIsFound() throws Exception {
        IntStream.range(0, 4)
                .forEach(i -> kb.post("d" + i, i + ". " + LONG).then().statusCode(201));
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Set<String>> one = CompletableFuture.supplyAsync(() -> writeUntil(ended, "one-"));
        CompletableFuture<Set<String>> other = CompletableFuture.supplyAsync(() -> writeUntil(ended, "other-"));

        begin(kb, chunks(64));
        serves(kb, 2);
        ended.set(true);

        Set<String> acknowledged = new HashSet<>(one.get());
        acknowledged.addAll(other.get());
        assertThat(acknowledged).hasSizeGreaterThan(5);
        settled();
        for (String id : acknowledged) {
            kb.get(id).then().statusCode(200).body("chunks.stored", is(1)).body("chunks.expected", is(1));
        }
        assertThat(stores.count("SELECT count(DISTINCT c.document_id) FROM chunk c JOIN document d"
                        + " ON d.id = c.document_id AND d.live_version = c.version"
                        + " WHERE c.generation = 2 AND d.knowledge_base_id = '" + kb.id() + "'"))
                .isEqualTo(4 + acknowledged.size());
    }

    private Set<String> writeUntil(AtomicBoolean ended, String prefix) {
        Set<String> acknowledged = new HashSet<>();
        for (int i = 0; !ended.get(); i++) {
            if (kb.post(prefix + i, "Otter number " + i + " holds hands.").statusCode() == 201) {
                acknowledged.add(prefix + i);
            }
        }
        return acknowledged;
    }

    @Test
    void anotherModelServesAfterwardsAndTheFirstAgainOnRequest() {
        kb.post("tigers", "Tigers are striped cats of the jungle.").then().statusCode(201);
        kb.post("rockets", "Rockets burn liquid oxygen on their way to orbit.")
                .then()
                .statusCode(201);

        begin(kb, Map.of("embedding_model", SecondModel.NAME));
        serves(kb, 2);
        given().get(kb.path()).then().body("embedding_model", startsWith("minilm@"));
        kb.post("otters", "Otters hold hands while they sleep.").then().statusCode(201);
        assertThat(dense("Otters hold hands while they sleep.")).isGreaterThan(0.99f);
        assertThat(dense("Tigers are striped cats of the jungle.")).isGreaterThan(0.99f);

        Reembed.rollBack(kb).then().statusCode(202);
        serves(kb, 1);
        given().get(kb.path()).then().body("embedding_model", startsWith("bge-small"));
        assertThat(kb.texts("sleeping animals")).hasSize(3);
    }

    private float dense(String text) {
        return kb.search(Map.of("query", text, "mode", "dense", "limit", 1))
                .then()
                .statusCode(200)
                .extract()
                .path("data[0].scores.dense");
    }

    @Test
    void goingBackCatchesUpWithWhatWasWrittenSince() {
        kb.post("kept", LONG).then().statusCode(201);
        kb.post("changed", "Cats nap in the sun.").then().statusCode(201);
        kb.post("deleted", "Taxes are due in spring.").then().statusCode(201);
        begin(kb, chunks(32));
        serves(kb, 2);
        kb.put("changed", "Otters hold hands.").then().statusCode(200);
        kb.delete("deleted").then().statusCode(204);
        kb.post("new", "Owls hunt by night.").then().statusCode(201);

        Reembed.rollBack(kb).then().statusCode(202).body("state", is("rolling_back"));
        serves(kb, 1);

        assertThat(kb.texts("anything")).containsExactlyInAnyOrder(LONG, "Otters hold hands.", "Owls hunt by night.");
        settled();
        assertThat(stores.liveChunks(kb)).hasSize(3);
        given().get(kb.path()).then().body("chunking.max_tokens", is(384)).body("counts.chunks", is(3));
        assertThat(status(kb).getInt("retired.generation")).isEqualTo(2);
        Reembed.rollBack(kb).then().statusCode(202);
        serves(kb, 2);
        assertThat(externalIds()).containsExactlyInAnyOrder("kept", "changed", "new");
    }
}
