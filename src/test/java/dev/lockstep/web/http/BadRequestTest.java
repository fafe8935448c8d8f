package dev.lockstep.web.http;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.web.documents.Form;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Requests whose form is wrong: JSON, properties, media types, paths. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BadRequestTest extends Unharmed {

    static Stream<BadRequest> badJson() {
        String documents = "{kb}/documents";
        return Stream.of(
                BadRequest.post("empty body", documents, "").gets(400, "malformed_json", "empty"),
                BadRequest.post("white space as body", documents, " \n ").gets(400, "malformed_json", ""),
                BadRequest.post("null as body", documents, "null").gets(400, "malformed_json", "empty"),
                BadRequest.post("a list as body", documents, "[{\"text\": \"a\"}]")
                        .gets(400, "malformed_json", "line 1"),
                BadRequest.post("a string as body", documents, "\"text\"").gets(400, "malformed_json", "line 1"),
                BadRequest.post("truncated JSON", documents, "{\"text\": \"a")
                        .gets(400, "malformed_json", "line 1, column"),
                BadRequest.post("trailing garbage", documents, "{\"text\": \"a\"} x")
                        .gets(400, "malformed_json", ""),
                BadRequest.post("two objects", documents, "{\"text\": \"a\"}{\"text\": \"b\"}")
                        .gets(400, "malformed_json", ""),
                BadRequest.post("duplicate keys", documents, "{\"text\": \"a\", \"text\": \"b\"}")
                        .gets(400, "malformed_json", "text"),
                BadRequest.post(
                                "duplicate metadata keys",
                                documents,
                                "{\"text\": \"a\", \"metadata\": {\"k\": 1, \"k\": 2}}")
                        .gets(400, "malformed_json", "'k'"),
                BadRequest.post("unknown property", documents, "{\"text\": \"a\", \"txet\": \"b\"}")
                        .gets(
                                400,
                                "unknown_property",
                                "'txet' is not a known property; known: chunking, chunks, external_id"),
                BadRequest.post("unknown nested property", documents, "{\"text\": \"a\", \"chunking\": {\"max\": 1}}")
                        .gets(400, "unknown_property", "'chunking.max' is not a known property"),
                BadRequest.post(
                                "camel case instead of snake case",
                                documents,
                                "{\"text\": \"a\", \"externalId\": \"b\"}")
                        .gets(400, "unknown_property", "external_id"),
                BadRequest.post("half a surrogate pair as property", documents, "{\"\\ud800\": 1}")
                        .gets(400, "malformed_json", "surrogate"),
                BadRequest.post("a name of a million characters", documents, "{\"" + "k".repeat(1_000_000) + "\": 1}")
                        .gets(400, "malformed_json", ""),
                BadRequest.post("a property of 40,000 characters", documents, "{\"" + "k".repeat(40_000) + "\": 1}")
                        .gets(400, "unknown_property", "kkk"),
                BadRequest.post("object for text", documents, "{\"text\": {\"a\": 1}}")
                        .gets(400, "wrong_type", "'text'"),
                BadRequest.post("number for text", documents, "{\"text\": 12}")
                        .gets(400, "wrong_type", "'text' has the wrong type or value: a string is expected"),
                BadRequest.post("a list for a transaction", "/v1/transactions", "[]")
                        .gets(400, "malformed_json", "an object is expected"),
                BadRequest.post("an object for operations", "/v1/transactions", "{\"operations\": {}}")
                        .gets(400, "wrong_type", "'operations' has the wrong type or value: a list is expected"),
                BadRequest.post("string for metadata", documents, "{\"text\": \"a\", \"metadata\": \"b\"}")
                        .gets(400, "wrong_type", "'metadata'"),
                BadRequest.post("list for metadata", documents, "{\"text\": \"a\", \"metadata\": []}")
                        .gets(400, "wrong_type", "'metadata'"),
                BadRequest.post("unknown format", documents, "{\"text\": \"a\", \"format\": \"html\"}")
                        .gets(400, "wrong_type", "'format'"),
                BadRequest.post("number for format", documents, "{\"text\": \"a\", \"format\": 1}")
                        .gets(400, "wrong_type", "'format'"),
                BadRequest.post(
                                "float for integer",
                                documents,
                                "{\"text\": \"a\", \"chunking\": {\"max_tokens\": 64.5}}")
                        .gets(400, "wrong_type", "'chunking.max_tokens'"),
                BadRequest.post(
                                "true for integer",
                                documents,
                                "{\"text\": \"a\", \"chunking\": {\"max_tokens\": true}}")
                        .gets(400, "wrong_type", "'chunking.max_tokens'"),
                BadRequest.post("number for name", "/v1/knowledge-bases", "{\"name\": 12}")
                        .gets(400, "wrong_type", "'name'"),
                BadRequest.post("string for limit", "{kb}/search", "{\"query\": \"a\", \"limit\": \"5\"}")
                        .gets(400, "wrong_type", "'limit'"),
                BadRequest.post("empty string for limit", "{kb}/search", "{\"query\": \"a\", \"limit\": \"\"}")
                        .gets(400, "wrong_type", "'limit'"),
                BadRequest.post("limit beyond int", "{kb}/search", "{\"query\": \"a\", \"limit\": 99999999999}")
                        .gets(400, "wrong_type", "out of range of int"),
                BadRequest.post("a list for query", "{kb}/search", "{\"query\": [\"a\"]}")
                        .gets(400, "wrong_type", "'query'"),
                BadRequest.post("nested a thousand times", documents, nested(1_500))
                        .gets(400, "malformed_json", "depth"),
                BadRequest.patch("unknown property in PATCH", "{kb}", "{\"name\": \"other\"}")
                        .gets(400, "unknown_property", "known: description"),
                BadRequest.patch("PATCH without metadata", "{kb}/documents/external:kept", "{}")
                        .gets(400, "missing_property", "'metadata'"),
                BadRequest.put("PUT with an empty body", "{kb}/documents/external:kept", "")
                        .gets(400, "malformed_json", "empty"));
    }

    private static String nested(int depth) {
        return "{\"text\": \"a\", \"metadata\": " + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}";
    }

    @ParameterizedTest
    @MethodSource("badJson")
    void badJsonIsRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> wrongPlaces() {
        byte[] text = "Some text.".getBytes(StandardCharsets.UTF_8);
        UUID nobody = UUID.randomUUID();
        return Stream.of(
                BadRequest.get("unknown path", "/v1/nothing").gets(404, "not_found", ""),
                BadRequest.get("unknown path outside of v1", "/nothing/at/all").gets(404, "not_found", ""),
                BadRequest.get("unknown path below a document", "{kb}/documents/external:kept/nothing")
                        .gets(404, "not_found", ""),
                BadRequest.put("wrong method for knowledge bases", "/v1/knowledge-bases", "{}")
                        .gets(405, "method_not_allowed", ""),
                BadRequest.post("wrong method for a knowledge base", "{kb}", "{}")
                        .gets(405, "method_not_allowed", ""),
                BadRequest.get("not acceptable", "{kb}")
                        .with("Accept", "text/html")
                        .gets(406, "not_acceptable", ""),
                BadRequest.get("content as JSON", "{kb}/documents/external:kept/content")
                        .with("Accept", "application/json")
                        .gets(406, "not_acceptable", ""),
                BadRequest.raw("a PDF", "POST", "{kb}/documents", text, "Content-Type", "application/pdf")
                        .gets(415, "unsupported_media_type", ""),
                BadRequest.raw("search in plain text", "POST", "{kb}/search", text, "Content-Type", "text/plain")
                        .gets(415, "unsupported_media_type", ""),
                BadRequest.raw("a media type that is none", "POST", "{kb}/documents", text, "Content-Type", "nonsense")
                        .gets(415, "unsupported_media_type", ""),
                BadRequest.get("document id that is no UUID", "{kb}/documents/kept")
                        .gets(404, "document_not_found", "external:{external_id}"),
                BadRequest.delete("deleting what is no UUID", "{kb}/documents/kept")
                        .gets(404, "document_not_found", "external:{external_id}"),
                BadRequest.get("unknown document", "{kb}/documents/" + nobody)
                        .gets(404, "document_not_found", nobody.toString()),
                BadRequest.get("unknown external id", "{kb}/documents/external:nobody/content")
                        .gets(404, "document_not_found", "external:nobody"),
                BadRequest.get("chunks of nobody", "{kb}/documents/external:nobody/chunks")
                        .gets(404, "document_not_found", "external:nobody"),
                BadRequest.delete("deleting nobody", "{kb}/documents/external:nobody")
                        .gets(404, "document_not_found", "external:nobody"),
                BadRequest.patch("patching nobody", "{kb}/documents/external:nobody", "{\"metadata\": {}}")
                        .gets(404, "document_not_found", "external:nobody"),
                BadRequest.put("replacing an unknown id", "{kb}/documents/" + nobody, "{\"text\": \"a\"}")
                        .gets(404, "document_not_found", nobody.toString()),
                BadRequest.get("NUL in an external id", "{kb}/documents/external:a%00b")
                        .gets(400, "invalid_value", "NUL"),
                BadRequest.put(
                                "writing to an external id with NUL",
                                "{kb}/documents/external:a%00b",
                                "{\"text\":\"a\"}")
                        .gets(400, "invalid_value", "NUL"),
                BadRequest.get("bytes that are not UTF-8", "{kb}/documents/external:%C3%28")
                        .gets(400, "invalid_value", "not UTF-8"),
                BadRequest.put("writing to a blank external id", "{kb}/documents/external:%20", "{\"text\":\"a\"}")
                        .gets(400, "invalid_value", "'external_id'"),
                BadRequest.put("writing to an empty external id", "{kb}/documents/external:", "{\"text\":\"a\"}")
                        .gets(400, "invalid_value", "'external_id'"),
                BadRequest.put(
                                "writing to a long external id",
                                "{kb}/documents/external:" + "a".repeat(513),
                                "{\"text\":\"a\"}")
                        .gets(400, "invalid_value", "'external_id'"),
                BadRequest.put(
                                "another external id in the body",
                                "{kb}/documents/external:new",
                                "{\"text\":\"a\", \"external_id\": \"other\"}")
                        .gets(400, "invalid_value", "'external_id'"),
                BadRequest.put(
                                "a matrix parameter instead of a semicolon",
                                "{kb}/documents/external:kept;v2",
                                "{\"text\":\"a\"}")
                        .gets(400, "invalid_value", "%3B"));
    }

    @ParameterizedTest
    @MethodSource("wrongPlaces")
    void whatIsNotThereIsRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> unknownKnowledgeBase() {
        String nowhere = "/v1/knowledge-bases/nowhere";
        byte[] text = "Some text.".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        BadRequest.get("get", nowhere),
                        BadRequest.patch("patch", nowhere, "{\"description\": \"a\"}"),
                        BadRequest.delete("delete", nowhere),
                        BadRequest.post("search", nowhere + "/search", "{\"query\": \"a\"}"),
                        BadRequest.post(
                                "filtered search",
                                nowhere + "/search",
                                "{\"query\": \"a\", \"filter\": {\"team\": \"people\"}}"),
                        BadRequest.get("list documents", nowhere + "/documents"),
                        BadRequest.post("store a document", nowhere + "/documents", "{\"text\": \"a\"}"),
                        BadRequest.raw(
                                "store a text", "POST", nowhere + "/documents", text, "Content-Type", "text/plain"),
                        BadRequest.raw(
                                "store a file",
                                "POST",
                                nowhere + "/documents",
                                new Form().file("a.txt", "text/plain", text).bytes(),
                                "Content-Type",
                                Form.TYPE),
                        BadRequest.get("get a document", nowhere + "/documents/external:kept"),
                        BadRequest.get("get content", nowhere + "/documents/external:kept/content"),
                        BadRequest.get("get chunks", nowhere + "/documents/external:kept/chunks"),
                        BadRequest.put("put a document", nowhere + "/documents/external:kept", "{\"text\": \"a\"}"),
                        BadRequest.patch(
                                "patch a document", nowhere + "/documents/external:kept", "{\"metadata\": {}}"),
                        BadRequest.delete("delete a document", nowhere + "/documents/external:kept"))
                .map(request -> request.gets(404, "knowledge_base_not_found", "nowhere"));
    }

    @ParameterizedTest
    @MethodSource("unknownKnowledgeBase")
    void anUnknownKnowledgeBaseIsRefusedEverywhere(BadRequest request) {
        request.isRefused(kb);
    }

    @Test
    void aProblemNamesItsRequestAsItWasSent() {
        given().urlEncodingEnabled(false)
                .get("/v1/knowledge-bases/no%20where%2Fat%20all")
                .then()
                .statusCode(404)
                .body("instance", is("/v1/knowledge-bases/no%20where%2Fat%20all"));
    }

    @Test
    void aPercentSignThatBeginsNoByteIsRefused() throws IOException {
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            String request = "GET " + kb.path() + "/documents/external:100%zz HTTP/1.1\r\n"
                    + "Host: localhost\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();

            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"invalid_value\"");
        }
    }
}
