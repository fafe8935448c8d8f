package dev.lockstep.engine.unitofwork;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.Beside;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Of units of work that want the same, one wins; of two holders of one unit of work, the later. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ConcurrentUnitsOfWorkTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final int MANY = 6;

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

    @Test
    void ofManyConcurrentReplacementsOfOneVersionOneWinsAndTheOthersAreUndone() {
        kb.post("a", TIGERS).then().statusCode(201);
        Faults.holdAnswer("Upsert");
        CompletableFuture<List<Integer>> puts =
                Beside.run(() -> atOnce(i -> kb.put("a", "Version number " + i + " of the text.")));
        Eventually.holds(() ->
                assertThat(stores.unitsOfWork(kb, "STAGED")).as("none is done").hasSize(MANY));
        Faults.mend("Upsert");
        List<Integer> statuses = puts.join();

        assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 409);
        kb.get("a").then().statusCode(200);
        assertThat(kb.texts("version of the text")).hasSize(1).doesNotContain(TIGERS);
        Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)));
        assertThat(stores.liveChunks(kb)).hasSize(1);
    }

    @Test
    void ofManyConcurrentInsertsOfOneExternalIdExactlyOneWins() {
        List<Integer> statuses = atOnce(i -> kb.post("same", "Text number " + i + "."));

        assertThat(statuses).containsOnlyOnce(201).isSubsetOf(201, 409);
        assertThat(kb.texts("text")).hasSize(1);
        Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)));
    }

    private static List<Integer> atOnce(IntFunction<Response> request) {
        ExecutorService clients = Executors.newFixedThreadPool(MANY);
        try {
            return IntStream.range(0, MANY)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> request.apply(i).statusCode(), clients))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            clients.shutdown();
        }
    }

    @Test
    void whoLosesTheLeaseDoesNotCommit() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> slow = postUntilStaged();

        stores.endLeases(kb);
        Eventually.holds(() -> assertThat(stores.states(kb.id())).doesNotContain("STAGED", "COMPENSATING"));
        assertThat(stores.fence(kb)).as("raised by recovery").isGreaterThan(1);

        Faults.mend("Upsert");
        slow.join().then().statusCode(503).body("code", is("lease_lost"));
        assertThat(kb.texts("tigers")).isEmpty();
        Faults.clear();
        Eventually.holds(() -> assertThat(stores.points(kb)).isEmpty());
    }

    @Test
    void whoseFenceWasRaisedDoesNotCommitThoughNothingIsUndoneYet() {
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> slow = postUntilStaged();

        stores.raiseFences(kb);
        Faults.mend("Upsert");

        slow.join().then().statusCode(503).body("code", is("lease_lost"));
        assertThat(stores.states(kb.id())).contains("STAGED");
        assertThat(kb.texts("tigers")).isEmpty();
        Faults.clear();
        stores.endLeases(kb);
        Eventually.holds(() -> assertThat(stores.points(kb)).isEmpty());
    }

    private CompletableFuture<Response> postUntilStaged() {
        CompletableFuture<Response> slow = CompletableFuture.supplyAsync(() -> kb.post("a", TIGERS));
        Eventually.holds(() -> assertThat(stores.states(kb.id())).contains("STAGED"));
        return slow;
    }
}
