package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.testing.SpoolFiles;
import dev.lockstep.testing.WebPages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Files on their way through the disk: nothing of them is left there, however it ends. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class UploadTest {

    private static final String TEXT = "text/plain";

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

    private RawHttp.Answer upload(Form form, String... headers) {
        return RawHttp.send(
                "POST",
                kb.path() + "/documents",
                form.bytes(),
                Stream.concat(Stream.of("Content-Type", Form.TYPE), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private RawHttp.Answer raw(String method, String pathAndQuery, String text, String... headers) {
        return RawHttp.send(
                method,
                pathAndQuery,
                text.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of("Content-Type", TEXT), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static Form threeFiles() {
        return new Form()
                .file("a.txt", TEXT, "Otters hold hands.")
                .file("b.webp", "image/webp", new byte[] {'R', 'I', 'F', 'F', 9, 0, 0, 0, 'W', 'E', 'B', 'P'})
                .file("c.md", "text/markdown", "# Beavers\n\nThey build dams.")
                .field("metadata", "{\"team\": \"people\"}");
    }

    @Test
    void eachFileOfAFormIsADocumentOfItsOwn() {
        RawHttp.Answer answer = upload(threeFiles());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonPath results = JsonPath.from(answer.body());
        assertThat(results.getList("results.file")).containsExactly("a.txt", "b.webp", "c.md");
        assertThat(results.getList("results.status")).containsExactly(201, 415, 201);
        assertThat(results.getString("results[0].document.change")).isEqualTo("created");
        assertThat(results.getString("results[1].problem.code")).isEqualTo("unsupported_media_type");
        assertThat(results.getString("results[2].document.format")).isEqualTo("markdown");
        kb.list(Map.of("team", "people"), 10).body("data.size()", is(2));
    }

    @Test
    void aFormThatComesAgainIsAnsweredAsBefore() {
        String key = UUID.randomUUID().toString();
        String first = upload(threeFiles(), "Idempotency-Key", key).body();

        String second = upload(threeFiles(), "Idempotency-Key", key).body();

        assertThat(JsonPath.from(second).getList("results.document.id"))
                .isEqualTo(JsonPath.from(first).getList("results.document.id"));
        kb.list(Map.of("team", "people"), 10).body("data.size()", is(2));
        RawHttp.Answer other =
                upload(threeFiles().field("chunking", "{\"strategy\": \"pages\"}"), "Idempotency-Key", key);
        assertThat(JsonPath.from(other.body()).getString("results[0].problem.code"))
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void whatIsOfOneDocumentIsNotForSeveral() {
        upload(threeFiles().field("external_id", "a"))
                .isProblem(400, "invalid_value", "'external_id' is for one document");
        upload(threeFiles().field("title", "a")).isProblem(400, "invalid_value", "'title' is for one document");
        upload(new Form().file("a.txt", TEXT, "a").field("title", "a").field("title", "b"))
                .isProblem(400, "invalid_value", "several parts 'title'");
    }

    @Test
    void aFormIsBounded() {
        upload(new Form().file("a.txt", TEXT, "a").field("metadata", "{\"a\": \"" + "x".repeat(300_000) + "\"}"))
                .isProblem(413, "body_too_large", "lockstep.uploads.max-field-size");
        upload(new Form().fileIn("file", "x".repeat(300_000), TEXT, new byte[1]))
                .isProblem(413, "body_too_large", "the head of a part");
        Form many = new Form();
        for (int i = 0; i <= 100; i++) {
            many = many.file(i + ".txt", TEXT, "a");
        }
        upload(many).isProblem(413, "too_many_operations", "lockstep.uploads.max-files");
    }

    @Test
    void aFileIsCutAsItIsAsked() {
        String chunking = "%7B%22max_tokens%22%3A16%2C%22overlap_tokens%22%3A0%7D";
        String text = "Otters hold hands while they sleep. ".repeat(20);
        RawHttp.Answer cut = raw("POST", kb.path() + "/documents?chunking=" + chunking, text);
        RawHttp.Answer form = upload(
                new Form().file("a.txt", TEXT, text).field("chunking", "{\"max_tokens\": 16, \"overlap_tokens\": 0}"));
        RawHttp.Answer whole = raw("POST", kb.path() + "/documents", text);

        assertThat(JsonPath.from(cut.body()).getInt("chunks.stored"))
                .as(cut.body())
                .isGreaterThan(5);
        assertThat(JsonPath.from(form.body()).getInt("chunks.stored"))
                .as(form.body())
                .isGreaterThan(5);
        assertThat(JsonPath.from(whole.body()).getInt("chunks.stored")).isEqualTo(1);
        raw("POST", kb.path() + "/documents?chunking=16", text).isProblem(400, "malformed_json", "'chunking'");
    }

    @Test
    void aFileReplacesADocument() {
        assertThat(raw("PUT", kb.document("a"), "Otters.").status()).isEqualTo(201);
        assertThat(raw("PUT", kb.document("a") + "?title=On%20otters", "Otters hold hands.", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        raw("PUT", kb.document("a"), "Otters.", "If-Match", "\"1\"").isProblem(412, "precondition_failed", "");

        kb.get("a").then().body("version", is(2)).body("title", is("On otters"));
        RawHttp.send("PUT", kb.document("a"), threeFiles().bytes(), "Content-Type", Form.TYPE)
                .isProblem(415, "unsupported_media_type", "POST");
    }

    @Test
    void aFileThatComesAgainIsStoredOnce() {
        String path = kb.path() + "/documents?external_id=a";
        String first = raw("POST", path, "Otters.", "Idempotency-Key", "k-" + kb.name())
                .body();

        assertThat(raw("POST", path, "Otters.", "Idempotency-Key", "k-" + kb.name())
                        .body())
                .isEqualTo(first);
        raw("POST", path, "Beavers.", "Idempotency-Key", "k-" + kb.name()).isProblem(422, "idempotency_key_reused", "");
        raw("POST", path, "Otters.", "Idempotency-Key", "no\ttabs").isProblem(400, "invalid_value", "Idempotency-Key");
    }

    @Test
    void aClientThatWaitsIsToldToGoOn() throws IOException {
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            send(
                    client,
                    "POST",
                    kb.path() + "/documents",
                    "Content-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: 7\r\nConnection: close");
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 Continue");

            client.getOutputStream().write("Otters.".getBytes(StandardCharsets.UTF_8));

            assertThat(answer.lines()).contains("HTTP/1.1 201 Created");
        }
    }

    @Test
    void aClientThatWaitsIsToldWhenItIsTooMuch() throws IOException {
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            send(
                    client,
                    "POST",
                    kb.path() + "/documents",
                    "Content-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: 99999999999");
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));

            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
        }
    }

    /** What has come of it so far is on disk when it goes away. */
    @Test
    void aClientThatGoesAwayLeavesNothing() throws IOException {
        for (String head : List.of("Content-Type: " + TEXT, "Content-Type: " + Form.TYPE)) {
            try (Socket client = new Socket("localhost", RestAssured.port)) {
                send(client, "POST", kb.path() + "/documents", head + "\r\nContent-Length: 9999999");
                OutputStream body = client.getOutputStream();
                body.write(("--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"
                                + "x".repeat(500_000))
                        .getBytes(StandardCharsets.UTF_8));
                body.flush();
                Eventually.holds(() -> assertThat(SpoolFiles.in(directory)).hasSize(1));
            }
            Eventually.holds(() -> assertThat(SpoolFiles.in(directory)).isEmpty());
        }
    }

    private static void send(Socket client, String method, String path, String headers) throws IOException {
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    @Test
    void aDocumentIsFetchedFromTheWeb() {
        kb.post(Map.of("url", WebPages.at("127.0.0.2", "/page.html"), "external_id", "a", "metadata", Map.of("b", "c")))
                .then()
                .statusCode(201)
                .body("title", is("On otters"))
                .body("format", is("markdown"))
                .body("metadata.b", is("c"))
                .body("metadata.content_type", is("text/html"));
        assertThat(kb.texts("hands")).singleElement().asString().contains("They hold hands.");
    }

    @Test
    void whatIsNotPublicIsNotFetched() {
        String inside = WebPages.at("127.0.0.1", "/page.html");
        for (String url : List.of(inside, WebPages.at("127.0.0.2", "/to?" + inside))) {
            kb.post(Map.of("url", url)).then().statusCode(422).body("code", is("url_refused"));
        }
        kb.post(Map.of("url", inside, "text", "a")).then().statusCode(400).body("code", is("invalid_value"));
        kb.put("a", Map.of("url", inside)).then().statusCode(400).body("code", is("invalid_value"));
        kb.list(Map.of(), 10).body("data.size()", is(0));
    }
}
