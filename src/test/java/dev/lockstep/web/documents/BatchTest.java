package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.testing.SpoolFiles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Many documents in one request, a line each. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BatchTest {

    private static final String NDJSON = "application/x-ndjson";

    @ConfigProperty(name = "lockstep.uploads.directory")
    Path directory;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void nothingIsLeft() {
        Eventually.holds(() -> assertThat(SpoolFiles.in(directory)).isEmpty());
    }

    private RawHttp.Answer send(byte[] lines, String... headers) {
        String[] all = headers.length == 0 ? new String[] {"Content-Type", NDJSON} : headers;
        return RawHttp.send("POST", kb.path() + "/documents:batch", lines, all);
    }

    private static List<JsonPath> results(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JsonPath::from).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyLineGetsItsResultAndABadOneHarmsNoOther() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(bytes("\ufeff{\"external_id\": \"a\", \"text\": \"Otters.\"}\r\n"));
        file.writeBytes(bytes("{\"text\": \n"));
        file.writeBytes(bytes("\n"));
        file.writeBytes(bytes("{\"external_id\": \"a\", \"text\": \"Other otters.\"}\n"));
        file.writeBytes(bytes("{\"external_id\": \"b\", \"texts\": \"Otters.\"}\n"));
        file.writeBytes(bytes("{\"text\": \"" + "x ".repeat(600_000) + "\"}\n"));
        file.writeBytes("{\"text\": \"über\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(bytes("[1]\n"));
        file.writeBytes(bytes("null\n"));
        file.writeBytes(bytes("{\"text\": \" \"}\n"));
        file.writeBytes(bytes("{\"text\": \"a\"} {\"text\": \"b\"}\n"));
        file.writeBytes(bytes("{\"url\": \"http://127.0.0.1/\"}\n"));
        file.writeBytes(bytes("{\"external_id\": \"b\", \"text\": \"Beavers.\", \"on_duplicate\": \"skip\"}"));

        List<JsonPath> results = results(send(file.toByteArray()));

        assertThat(results.stream()
                        .map(result -> result.getInt("line") + " " + result.getString("status") + " "
                                + result.getString("problem.code")))
                .containsExactly(
                        "1 201 null",
                        "2 400 malformed_json",
                        "4 409 document_exists",
                        "5 400 unknown_property",
                        "6 413 body_too_large",
                        "7 400 invalid_utf8",
                        "8 400 malformed_json",
                        "9 400 wrong_type",
                        "10 422 empty_text",
                        "11 400 malformed_json",
                        "12 400 invalid_value",
                        "13 201 null");
        assertThat(results.get(0).getString("document.external_id")).isEqualTo("a");
        assertThat(results.get(1).getString("problem.detail"))
                .startsWith("the line is not")
                .contains("(column");
        assertThat(results.get(4).getString("problem.detail")).contains("lockstep.batch.max-line-length");
        kb.list(Map.of(), 20).body("data.size()", is(2));
    }

    @Test
    void resultsComeInTheOrderOfTheLinesHoweverLongEachTakes() {
        String lines = IntStream.range(0, 30)
                .mapToObj(line -> "{\"external_id\": \"" + line + "\", \"text\": \""
                        + "Otters hold hands. ".repeat(line % 5 == 0 ? 60 : 1) + "\"}")
                .collect(Collectors.joining("\n"));

        List<JsonPath> results = results(send(bytes(lines), "Content-Type", "application/jsonl; charset=UTF-8"));

        assertThat(results)
                .extracting(result -> result.getInt("line"))
                .isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
        assertThat(results).extracting(result -> result.getInt("status")).containsOnly(201);
        kb.list(Map.of(), 50).body("data.size()", is(30));
    }

    @Test
    void ofLinesForTheSameDocumentTheLastCounts() {
        String lines = IntStream.rangeClosed(1, 8)
                .mapToObj(line -> "{\"external_id\": \"a\", \"on_duplicate\": \"replace\", \"text\": \""
                        + "Otters hold hands. ".repeat(line % 2 == 0 ? 1 : 40) + line + "\"}")
                .collect(Collectors.joining("\n"));

        List<JsonPath> results = results(send(bytes(lines)));

        assertThat(results)
                .extracting(result -> result.getInt("document.version"))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(kb.texts("otters")).singleElement().asString().endsWith(" 8");
    }

    @Test
    void aBatchThatComesAgainIsStoredOnce() {
        String key = "batch-" + kb.name();
        byte[] lines = bytes("{\"text\": \"Otters.\"}\n{\"text\": \" \"}\n{\"text\": \"Beavers.\"}\n");
        List<JsonPath> first = results(send(lines, "Content-Type", NDJSON, "Idempotency-Key", key));

        List<JsonPath> second = results(send(lines, "Content-Type", NDJSON, "Idempotency-Key", key));

        assertThat(second)
                .extracting(result -> result.getString("document.id"))
                .isEqualTo(first.stream()
                        .map(result -> result.getString("document.id"))
                        .toList());
        assertThat(second).extracting(result -> result.getInt("status")).containsExactly(201, 422, 201);
        kb.list(Map.of(), 50).body("data.size()", is(2));
    }

    @Test
    void whatIsNoBatchIsRefusedWhole() {
        byte[] line = bytes("{\"text\": \"Otters.\"}");
        send(line, "Content-Type", "application/json").isProblem(415, "unsupported_media_type", "");
        send(line, "Content-Type", NDJSON + "; charset=utf-16").isProblem(415, "unsupported_media_type", "utf-16");
        send(new byte[17 << 20]).isProblem(413, "body_too_large", "lockstep.uploads.max-size");
        send(line, "Content-Type", NDJSON, "Idempotency-Key", "no\ttabs")
                .isProblem(400, "invalid_value", "Idempotency-Key");
        RawHttp.send("POST", "/v1/knowledge-bases/nowhere/documents:batch", line, "Content-Type", NDJSON)
                .isProblem(404, "knowledge_base_not_found", "nowhere");
        assertThat(send(new byte[0]).body()).isEmpty();
        kb.list(Map.of(), 50).body("data.size()", is(0));
    }

    /** Lines that were begun are stored; of thousands, most were not. */
    @Test
    void nothingBeginsForAClientThatHasGoneAway() throws IOException {
        int lines = 5_000;
        byte[] file = bytes(IntStream.range(0, lines)
                .mapToObj(line -> "{\"text\": \"Otter number " + line + ".\"}\n")
                .collect(Collectors.joining()));
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            String head = "POST " + kb.path() + "/documents:batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + NDJSON + "\r\nContent-Length: " + file.length + "\r\n\r\n";
            client.getOutputStream().write(bytes(head));
            client.getOutputStream().write(file);
            assertThat(client.getInputStream().readNBytes(200)).hasSize(200);
        }
        nothingIsLeft();
        int stored = documents();
        kb.post("later", "Beavers.").then().statusCode(201);

        assertThat(documents()).isLessThan(lines / 2).isLessThanOrEqualTo(stored + 5);
    }

    private int documents() {
        return RestAssured.given()
                .get(kb.path())
                .then()
                .statusCode(200)
                .extract()
                .path("counts.documents");
    }
}
