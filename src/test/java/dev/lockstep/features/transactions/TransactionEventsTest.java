package dev.lockstep.features.transactions;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every transition of a unit of work is streamed as a server-sent event. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class TransactionEventsTest {

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void aWriteIsSeenFromStagingToSettling() {
        assertThat(statesWhile(kb -> kb.post("a", "Text.").then().statusCode(201), "settled"))
                .containsSubsequence("staged", "committed", "settled");
    }

    @Test
    void aFailureIsSeenUntilItIsSweptForGood() {
        Faults.refuse("Upsert", "INVALID_ARGUMENT");

        assertThat(statesWhile(kb -> kb.post("a", "Text.").then().statusCode(500), "swept"))
                .containsSubsequence("staged", "compensating", "compensated", "swept");
    }

    private interface Action {
        void on(Api knowledgeBase);
    }

    /** The states of the action's unit of work, in the order of the events. */
    private static List<String> statesWhile(Action action, String last) {
        Api kb = Api.newKnowledgeBase();
        List<String> lines = new CopyOnWriteArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<Stream<String>>> stream = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/transactions/events"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        Thread reader = new Thread(() -> stream.join().body().forEach(lines::add));
        reader.setDaemon(true);
        reader.start();
        Eventually.holds(() -> assertThat(lines).anyMatch(line -> line.startsWith(":")));

        action.on(kb);
        String id = RestAssured.given()
                .queryParam("knowledge_base", kb.name())
                .queryParam("limit", 1)
                .get("/v1/transactions")
                .path("data[0].id");
        Eventually.holds(() -> assertThat(states(lines, id)).contains(last));
        return states(lines, id);
    }

    private static List<String> states(List<String> lines, String id) {
        return lines.stream()
                .filter(line -> line.startsWith("data:") && line.contains(id))
                .map(line -> JsonPath.from(line.substring("data:".length())).getString("state"))
                .toList();
    }
}
