package dev.lockstep.testing;

import dev.lockstep.testing.description.Exchange;
import dev.lockstep.testing.description.Watch;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests exactly as they are written, byte for byte, all over the same connections. */
public final class RawHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private RawHttp() {}

    /** @param headers names and values in turn */
    public static Answer send(String method, String path, byte[] body, String... headers) {
        return send(method, path, body, BodyPublishers.ofByteArray(body), headers);
    }

    /** In chunks, without saying how long the body will be. */
    public static Answer sendChunked(String method, String path, byte[] body, String... headers) {
        return send(method, path, body, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
    }

    private static Answer send(String method, String path, byte[] body, BodyPublisher publisher, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(PATIENCE)
                .method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpRequest sent = request.build();
            HttpResponse<byte[]> response = CLIENT.send(sent, BodyHandlers.ofByteArray());
            Watch.check(new Exchange(
                    method,
                    sent.uri().getRawPath(),
                    sent.headers().firstValue("Content-Type").orElse(null),
                    isPacked(sent) ? new byte[0] : body,
                    response.statusCode(),
                    response.headers().map(),
                    response.body()));
            return new Answer(response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The document describes what is packed. */
    private static boolean isPacked(HttpRequest sent) {
        return sent.headers().firstValue("Content-Encoding").isPresent();
    }

    /** What came back. */
    public static final class Answer {

        private final int status;
        private final String type;
        private final String body;

        private Answer(HttpResponse<byte[]> response) {
            this.status = response.statusCode();
            this.type = response.headers().firstValue("Content-Type").orElse("");
            this.body = new String(response.body(), StandardCharsets.UTF_8);
        }

        public int status() {
            return status;
        }

        public String body() {
            return body;
        }

        /** A problem as every error must be: in its own media type, with a stable code and a word of help. */
        public void isProblem(int expectedStatus, String code, String helps) {
            assertThat(status).as(body).isEqualTo(expectedStatus);
            assertThat(type).as(body).startsWith("application/problem+json");
            JsonPath problem = JsonPath.from(body);
            assertThat(problem.getInt("status")).as(body).isEqualTo(expectedStatus);
            assertThat(problem.getString("code")).as(body).isEqualTo(code);
            assertThat(problem.getString("title")).as(body).isNotBlank();
            assertThat(problem.getString("detail"))
                    .as(body)
                    .contains(helps)
                    .hasSizeLessThan(3_000)
                    .doesNotContain("dev.lockstep", "java.lang", "java.util");
        }
    }
}
