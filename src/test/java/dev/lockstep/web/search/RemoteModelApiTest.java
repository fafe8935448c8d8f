package dev.lockstep.web.search;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.EmbeddingServer;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.testing.EmbeddingServer.answers;
import static dev.lockstep.testing.EmbeddingServer.refuses;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** A knowledge base whose model is behind HTTP, and what its callers hear of its failures. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class RemoteModelApiTest {

    private final EmbeddingServer server = EmbeddingServer.ofTheService();
    private Api kb;

    @Inject
    StoreInspector stores;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void create() {
        kb = Api.newKnowledgeBase(Map.of("embedding_model", EmbeddingServer.NAME));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void documentsAreStoredAndFound() {
        kb.post("otters", "Otters sleep in kelp.").then().statusCode(201);
        kb.post("seals", "Seals rest on ice.").then().statusCode(201);
        kb.search(Map.of("query", "sleep in kelp", "mode", "dense"))
                .then()
                .statusCode(200)
                .body("degraded", empty())
                .body("data[0].external_id", is("otters"));
    }

    @Test
    void theSameQueryIsAskedOnce() {
        kb.post("otters", "Otters sleep in kelp.").then().statusCode(201);
        int before = server.asked().size();
        for (int i = 0; i < 3; i++) {
            kb.search(Map.of("query", "who sleeps in kelp, I wonder"))
                    .then()
                    .statusCode(200)
                    .body("degraded", empty());
        }
        assertThat(server.asked()).hasSize(before + 1);
    }

    @Test
    void vectorsOfAWrongDimensionAreAnErrorAndNothingIsStored() {
        server.does(answers(3));
        kb.post("otters", "Otters sleep in kelp.")
                .then()
                .statusCode(502)
                .body("code", is("embedding_failed"))
                .body("detail", containsString("3 dimensions, but is configured to have 64"));
        assertNothingIsStored();
    }

    @Test
    void aRefusalIsToldInTheServersWordsWithoutTheKey() {
        server.does(refuses(400));
        kb.post("otters", "Otters sleep in kelp.")
                .then()
                .statusCode(502)
                .body("code", is("embedding_failed"))
                .body("detail", containsString("no, because of"))
                .body("detail", not(containsString("s3cret")));
        assertNothingIsStored();
    }

    @Test
    void aBusyServerMakesTheServiceBusy() {
        server.does(refuses(429, "Retry-After", "33"));
        kb.post("otters", "Otters sleep in kelp.")
                .then()
                .statusCode(429)
                .header("Retry-After", is("33"))
                .body("code", is("overloaded"));
        assertNothingIsStored();
    }

    @Test
    void whileItIsAwayWritesAreRefusedAndSearchesAreAnsweredWithout() {
        kb.post("otters", "Otters sleep in kelp.").then().statusCode(201);
        server.does(refuses(503));
        kb.post("seals", "Seals rest on ice.")
                .then()
                .statusCode(503)
                .header("Retry-After", not(empty()))
                .body("code", is("embedding_unavailable"));
        kb.search(Map.of("query", "where do otters sleep?"))
                .then()
                .statusCode(200)
                .body("degraded.reason", is(List.of("embedding_unavailable")))
                .body("data[0].external_id", is("otters"));
    }

    @Test
    void aClientThatGoesAwayTakesItsChunksOutOfTheQueue() throws Exception {
        server.does(EmbeddingServer.slowly(Duration.ofMillis(500)));
        // Each sentence is another one: a chunk that stands there twice is embedded once.
        String text = IntStream.range(0, 20_000)
                .mapToObj("Otter %d sleeps in kelp. "::formatted)
                .collect(joining());
        byte[] body = ("{\"text\": \"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        double chunks;
        try (Socket client = new Socket("127.0.0.1", RestAssured.port)) {
            client.getOutputStream()
                    .write(("POST " + kb.path() + "/documents HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().write(body);
            client.getOutputStream().flush();
            Eventually.holds(() -> assertThat(waiting()).isGreaterThan(200));
            chunks = waiting();
        }
        Eventually.holds(() -> assertThat(waiting()).isZero());
        assertThat(server.asked().stream().mapToInt(each -> each.texts().size()).sum())
                .isLessThan((int) chunks / 2);
        assertNothingIsStored();
    }

    private double waiting() {
        return meters.get("lockstep.embedding.waiting")
                .tag("lane", "documents of " + EmbeddingServer.NAME)
                .gauge()
                .value();
    }

    private void assertNothingIsStored() {
        assertThat(stores.documentRows(kb)).isEmpty();
        assertThat(stores.chunkRows(kb)).isEmpty();
        assertThat(stores.points(kb)).isEmpty();
    }
}
