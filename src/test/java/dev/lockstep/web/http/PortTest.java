package dev.lockstep.web.http;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What clients can do to the port that they should not: linger, speak in riddles, fill labels and logs. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestProfile(ImpatientPort.class)
class PortTest {

    private static final String LIST = "GET /v1/knowledge-bases HTTP/1.1";
    private static final String HOST = "Host: localhost";
    private static final String CLOSE = "Connection: close";
    private static final String FOLLOW = "GET /v1/transactions/events HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {"Connection: Upgrade, HTTP2-Settings, close\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", CLOSE})
    void http2IsNotSpokenWithoutTls(String connection) {
        assertThat(PlainConnection.answer(LIST, HOST, "Upgrade: h2c", connection))
                .startsWith("HTTP/1.1 200");
        assertThat(PlainConnection.answer("PRI * HTTP/2.0", "", "SM", CLOSE)).doesNotContain("\0");
    }

    @Test
    void headersThatComeByteByByteAreEnded() throws InterruptedException {
        try (PlainConnection connection = new PlainConnection()) {
            long began = System.nanoTime();
            String answer = connection.trickle(LIST + "\r\n" + HOST + "\r\nX-Slow: " + "a".repeat(60), 100);

            assertThat(answer).isEmpty();
            assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void aBodyThatComesByteByByteIsEnded(String type) throws InterruptedException {
        try (PlainConnection connection = new PlainConnection()) {
            String answer = connection
                    .send(String.join(
                            "\r\n",
                            "POST /v1/knowledge-bases/none/documents HTTP/1.1",
                            HOST,
                            "Content-Type: " + type,
                            "Content-Length: 1000",
                            "\r\n"))
                    .trickle("{\"text\": \"" + "a".repeat(60), 100);

            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "\"upload_timed_out\"", "lockstep.http.");
        }
    }

    @Test
    void whoeverIsBeingAnsweredIsNotIdle() {
        try (PlainConnection connection = new PlainConnection()) {
            connection.send(FOLLOW).until("listening");
            assertThat(connection.staysOpen(4_000)).isTrue();
        }
        try (PlainConnection connection = new PlainConnection()) {
            connection.send(LIST + "\r\n" + HOST + "\r\n\r\n").until("HTTP/1.1 200");
            long began = System.nanoTime();
            connection.rest();
            assertThat(System.nanoTime() - began).isBetween(1_000_000_000L, 5_000_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\nHost: 127.0.0.1",
                "Host: localhost\r\nHost: localhost",
                "Host: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0",
                "Host: localhost\r\nContent-Length: 3\r\nContent-Length: 4",
                "Host: localhost\r\nTransfer-Encoding: chunked, identity"
            })
    void whatAProxyMayReadOtherwiseIsRefused(String headers) {
        assertThat(PlainConnection.answer("POST /v1/knowledge-bases HTTP/1.1", CLOSE, headers))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/knowledge-bases/%", "/v1/knowledge-bases/%zz", "/v1/jobs?limit=%1", "/%c3%2"})
    void aPercentSignThatBeginsNoByteIsRefused(String path) {
        assertThat(PlainConnection.answer("GET " + path + " HTTP/1.1", HOST, CLOSE))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"invalid_value\"", "percent sign");
    }

    @Test
    void anAddressThatIsTooLongIsExplained() {
        String path = "/v1/jobs?status=" + "a".repeat(17_000);
        assertThat(PlainConnection.answer("GET " + path + " HTTP/1.1", HOST, CLOSE))
                .startsWith("HTTP/1.1 414")
                .contains("application/problem+json", "\"address_too_long\"", "max-initial-line-length");
    }

    @Test
    void onlySoManyClientsFollowEvents() {
        List<PlainConnection> followers = new ArrayList<>();
        try {
            Eventually.holds(() -> {
                PlainConnection follower = new PlainConnection();
                followers.add(follower);
                follower.send(FOLLOW).until("listening");
                assertThat(followers).hasSizeGreaterThanOrEqualTo(ImpatientPort.FOLLOWERS);
            });
            assertThat(PlainConnection.answer("GET /v1/transactions/events HTTP/1.1", HOST, CLOSE))
                    .startsWith("HTTP/1.1 429")
                    .containsIgnoringCase("Retry-After: ")
                    .contains("\"overloaded\"", "lockstep.events.max-followers");
        } finally {
            followers.forEach(PlainConnection::close);
        }
        Eventually.holds(() -> {
            try (PlainConnection another = new PlainConnection()) {
                another.send(FOLLOW).until("HTTP/1.1 200");
            }
        });
    }

    @Test
    void aClientThatLeavesIsNoError() throws InterruptedException {
        List<String> logged = logged(() -> {
            try (PlainConnection leaving = new PlainConnection()) {
                leaving.send(FOLLOW).until("listening");
            }
            for (int write = 0; write < 3; write++) {
                Api unused = Api.newSharedKnowledgeBase();
            }
        });
        assertThat(logged).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void whatClientsMakeUpIsNoLabel() {
        for (int i = 0; i < 130; i++) {
            PlainConnection.answer("MADEUP" + i + " /v1/jobs HTTP/1.1", HOST, CLOSE);
            PlainConnection.answer("GET /v1/made/up/" + i + " HTTP/1.1", HOST, CLOSE);
            PlainConnection.answer("DELETE /v1/jobs/" + i + "/../x HTTP/1.1", HOST, CLOSE);
            PlainConnection.answer(
                    "DELETE /v1/conversations/" + i + " HTTP/1.1", HOST, CLOSE, "Origin: http://other.example");
        }
        given().get("/v1/jobs/none/results").then().statusCode(404);
        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics)
                .doesNotContain("MADEUP", "/made/up", "/v1/jobs/1", "/v1/conversations/1")
                .contains("method=\"OTHER\"", "uri=\"/v1/jobs/{id}/results\"");
    }

    @Test
    void nobodyElseWritesLinesOfTheLog() throws InterruptedException {
        List<String> logged = logged(() -> given().contentType("application/json")
                .body("{\"made\\nup 2026-11-01 ERROR all is lost\\u001b[31m\": 1, \"" + "k".repeat(5_000) + "\": 2}")
                .post("/v1/knowledge-bases"));
        assertThat(logged).anyMatch(line -> line.contains("made\\nup") || line.contains("status=400"));
        assertThat(logged)
                .allSatisfy(
                        line -> assertThat(line).doesNotContain("\n", "\u001b").hasSizeLessThan(600));

        List<String> many = logged(() -> {
            for (int i = 0; i < 300; i++) {
                given().get("/v1/knowledge-bases/none-" + i);
            }
        });
        assertThat(many).hasSizeLessThan(250);
    }

    /** What is logged meanwhile, as the console has it. */
    private static List<String> logged(Runnable requests) throws InterruptedException {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (isLoggable(entry)) {
                    lines.add(entry.getLevel() + " " + entry.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        handler.setFilter(new ConsoleLog());
        Logger.getLogger("").addHandler(handler);
        try {
            requests.run();
            Thread.sleep(500);
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        return lines;
    }
}
