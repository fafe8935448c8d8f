package dev.lockstep.web.http;

import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What is turned away before it is read: pages of others, names that are not ours, paths that are not what they seem. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DoorTest extends Unharmed {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example",
                "rebound.example:8080",
                "127.0.0.1.rebound.example",
                "10.0.0.1",
                "localhost.example"
            })
    void aNameThatIsNotOursIsRefused(String host) {
        assertThat(send("GET", "/v1/knowledge-bases", "Host: " + host))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json", "\"host_refused\"", "lockstep.http.hosts");
        assertThat(send("GET", "/q/health", "Host: " + host)).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:80", "[::1]:8080", "kb.localhost"})
    void namesOfLoopbackAreTaken(String host) {
        assertThat(send("GET", "/v1/knowledge-bases", "Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost:1",
                "Origin: not an origin",
                "Sec-Fetch-Site: cross-site"
            })
    void aPageOfAnotherOriginWritesNothing(String header) {
        assertThat(send("DELETE", kb.path(), "Host: localhost:8080", header))
                .startsWith("HTTP/1.1 403")
                .contains("\"origin_refused\"", "lockstep.http.origins");
        assertThat(send("GET", kb.path(), "Host: localhost:8080", header)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aPageOfOurOwnMayWrite() {
        String[] own = {"Host: localhost:8080", "Origin: http://localhost:8080", "Sec-Fetch-Site: same-origin"};
        assertThat(send("DELETE", "/v1/knowledge-bases/none-of-that-name", own)).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/documents/%2e%2e",
                "/documents/..",
                "/documents/.%2E",
                "/./documents",
                "//documents",
                "/documents/%2e"
            })
    void aPathOfDotsOrNothingNamesNothing(String rest) {
        for (String method : new String[] {"GET", "DELETE"}) {
            assertThat(send(method, kb.path() + rest, "Host: localhost"))
                    .as(method)
                    .startsWith("HTTP/1.1 400")
                    .contains("\"invalid_value\"", "dots");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health/%2e%2e/%2e%2e/v1/knowledge-bases",
                "//v1//jobs",
                "/v1/../q/metrics",
                "/v1/%2E%2e/q/metrics"
            })
    void noPathLeadsAroundTheRuleOfAProxy(String path) {
        assertThat(send("GET", path, "Host: localhost")).startsWith("HTTP/1.1 400");
    }

    @Test
    void anIdOfDotsAndOtherSignsIsFine() {
        assertThat(send("GET", kb.document("..a"), "Host: localhost")).startsWith("HTTP/1.1 404");
        assertThat(send("GET", kb.document("..."), "Host: localhost")).startsWith("HTTP/1.1 404");
    }

    @Test
    void noBrowserGuessesATypeAndNoPageOfOthersReadsAnything() {
        var answer =
                given().header("Origin", "https://evil.example").get(kb.path()).then();

        answer.header("X-Content-Type-Options", "nosniff").header("Access-Control-Allow-Origin", (String) null);
        given().get("/v1/nothing").then().header("X-Content-Type-Options", "nosniff");
    }

    /** Sends what a client library would put right. */
    private static String send(String method, String path, String... headers) {
        String request =
                method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
