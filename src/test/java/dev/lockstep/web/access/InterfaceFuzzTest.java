package dev.lockstep.web.access;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.Keyed.Key;
import dev.lockstep.testing.description.Exchange;
import dev.lockstep.testing.description.RandomRequests;
import dev.lockstep.testing.description.RandomRequests.Request;
import dev.lockstep.testing.description.Watch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of requests that the OpenAPI document makes up, some of them wrong, with the key of one tenant beside the things of another:
 * every answer is as described, none comes too late, none fails here, none has anything of the other.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestProfile(Keyed.class)
class InterfaceFuzzTest {

    /** More by {@code -Dlockstep.fuzz.requests=100000}, others by {@code -Dlockstep.fuzz.seed=2}. */
    private static final int REQUESTS = Integer.getInteger("lockstep.fuzz.requests", 2_000);

    private static final long SEED = Long.getLong("lockstep.fuzz.seed", 1);
    private static final int AT_ONCE = 4;
    private static final String SECRET = "xylograph";

    /** They have no end that a client could wait for. */
    private static final Set<String> EVENTS = Set.of("followTransactions", "followJob");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void everyAnswerIsAsDescribedAndNothingOfAnotherTenantIsInIt() throws InterruptedException {
        Key other = Keyed.of(Keyed.newTenant(), "admin");
        List<String> theirs = things(other, SECRET);
        Key own = Keyed.of(Keyed.newTenant(), "admin");
        List<String> names = Stream.of(
                        theirs, things(own, "teapot"), List.of("notes", "a", "tea", "external:tea", "en"))
                .flatMap(List::stream)
                .toList();
        RandomRequests requests = new RandomRequests(
                given().queryParam("format", "json").get("/q/openapi").asString(), SEED, names, EVENTS);

        ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = 0; i < REQUESTS; i++) {
            Request request = requests.next();
            senders.execute(() -> send(own, request));
        }
        senders.shutdown();

        assertThat(senders.awaitTermination(15, TimeUnit.MINUTES)).isTrue();
        assertThat(wrong).isEmpty();
        other.request()
                .get("/v1/knowledge-bases/" + theirs.get(0) + "/documents/external:" + SECRET + "/content")
                .then()
                .statusCode(200);
    }

    /** Stores something, and returns the names and ids of it. */
    private static List<String> things(Key key, String word) {
        List<String> names = new ArrayList<>();
        String kb = "kb-" + UUID.randomUUID();
        names.add(kb);
        post(key, "/v1/knowledge-bases", new JsonObject().put("name", kb));
        names.add(post(
                key,
                "/v1/knowledge-bases/" + kb + "/documents",
                new JsonObject().put("external_id", word).put("text", "The " + word + " of the house.")));
        String conversation = post(key, "/v1/conversations", new JsonObject().put("title", word));
        names.add(conversation);
        names.add(post(
                key,
                "/v1/conversations/" + conversation + "/messages",
                new JsonObject().put("role", "user").put("text", "The " + word)));
        names.add(key.request().get("/v1/transactions").then().extract().path("data[0].id"));
        names.add(key.id());
        return names.stream().filter(name -> name != null).toList();
    }

    @CanIgnoreReturnValue
    private static String post(Key key, String path, JsonObject body) {
        return key.request()
                .contentType("application/json")
                .body(body.encode())
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void send(Key key, Request request) {
        HttpRequest.Builder built = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + request.target()))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key.secret());
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Authorization")) {
                built.header(name, value);
            }
        });
        byte[] body = request.body() == null ? new byte[0] : request.body();
        if (request.type() != null) {
            built.header("Content-Type", request.type());
        }
        built.method(
                request.method(),
                request.body() == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            look(request, body, client.send(built.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (Exception | AssertionError e) {
            wrong.add(request + "\n" + e);
        }
    }

    private void look(Request request, byte[] body, HttpResponse<byte[]> answer) {
        String said = new String(answer.body(), StandardCharsets.UTF_8);
        if (said.contains("The " + SECRET + " of")) {
            wrong.add(request + "\nhas something of another tenant: " + said);
        }
        if (answer.statusCode() == 500 || answer.statusCode() == 501) {
            wrong.add(request + "\n" + answer.statusCode() + " " + said);
        }
        if (!"text/event-stream"
                .equals(answer.headers().firstValue("Content-Type").orElse("").split(";")[0])) {
            Watch.check(new Exchange(
                    request.method(),
                    URI.create(request.target()).getRawPath(),
                    request.type(),
                    body,
                    answer.statusCode(),
                    answer.headers().map(),
                    answer.body()));
        }
    }
}
