package dev.lockstep.web.documents;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.web.http.BadRequest;
import dev.lockstep.web.http.Unharmed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertTimeout;

/** Documents that can't be stored: texts, titles, ids, metadata, files, preconditions. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BadDocumentTest extends Unharmed {

    private static final String DOCUMENTS = "{kb}/documents";
    private static final String KEPT = "{kb}/documents/external:kept";
    private static final String TEXT = "{\"text\": \"Rewritten.\"}";
    private static final Duration SOON = Duration.ofSeconds(2);

    /** Latin-1 for "für": the umlaut is no UTF-8. */
    private static final byte[] LATIN_1 = "f\u00fcr".getBytes(StandardCharsets.ISO_8859_1);

    static Stream<BadRequest> badTexts() {
        return Stream.of(
                BadRequest.post("empty text", DOCUMENTS, "{\"text\": \"\"}").gets(422, "empty_text", "empty"),
                BadRequest.post("white space", DOCUMENTS, "{\"text\": \" \\n\\t\\u2003 \"}")
                        .gets(422, "empty_text", "white space"),
                BadRequest.put("replacing by nothing", KEPT, "{\"text\": \"\"}").gets(422, "empty_text", "empty"),
                raw("empty raw body", new byte[0]).gets(422, "empty_text", "empty"),
                raw("raw white space", "  \r\n ".getBytes(StandardCharsets.UTF_8))
                        .gets(422, "empty_text", ""),
                raw("only a byte order mark", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})
                        .gets(422, "empty_text", ""),
                BadRequest.post("no text", DOCUMENTS, "{\"title\": \"a\"}").gets(400, "missing_property", "'text'"),
                BadRequest.post("null as text", DOCUMENTS, "{\"text\": null}").gets(400, "missing_property", "'text'"),
                raw("raw body not in UTF-8", LATIN_1).gets(400, "invalid_utf8", "UTF-8"),
                raw("raw body of an encoded surrogate", new byte[] {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80})
                        .gets(400, "invalid_utf8", "UTF-8"),
                raw("raw body with an overlong NUL", new byte[] {'a', (byte) 0xC0, (byte) 0x80})
                        .gets(400, "invalid_utf8", "UTF-8"),
                raw("raw body that ends in a character", new byte[] {'a', (byte) 0xE2, (byte) 0x82})
                        .gets(400, "invalid_utf8", "UTF-8"),
                raw("raw body with NUL", new byte[] {'a', 0, 'b'}).gets(422, "invalid_text", "at character 1"),
                json("JSON not in UTF-8", LATIN_1).gets(400, "invalid_utf8", "UTF-8"),
                json("JSON with an encoded surrogate", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})
                        .gets(400, "invalid_utf8", "surrogate"),
                json("JSON with an overlong NUL", new byte[] {'a', (byte) 0xC0, (byte) 0x80})
                        .gets(422, "invalid_text", "the text"),
                json("JSON that ends in a character", new byte[] {'a', (byte) 0xE2, (byte) 0x82})
                        .gets(400, "invalid_utf8", ""),
                BadRequest.raw(
                                "UTF-16 as raw text",
                                "POST",
                                DOCUMENTS,
                                "Tigers".getBytes(StandardCharsets.UTF_16),
                                "Content-Type",
                                "text/plain; charset=utf-16")
                        .gets(415, "unsupported_media_type", "UTF-8, not utf-16"),
                BadRequest.raw(
                                "Latin-1 as Markdown",
                                "POST",
                                DOCUMENTS,
                                LATIN_1,
                                "Content-Type",
                                "text/markdown; charset=\"ISO-8859-1\"")
                        .gets(415, "unsupported_media_type", "UTF-8"),
                BadRequest.post("NUL in the text", DOCUMENTS, "{\"text\": \"a\\u0000b\"}")
                        .gets(422, "invalid_text", "U+0000"),
                BadRequest.post("half a surrogate pair in the text", DOCUMENTS, "{\"text\": \"ab\\ud800\"}")
                        .gets(422, "invalid_text", "at character 2"),
                BadRequest.post("surrogates the wrong way round", DOCUMENTS, "{\"text\": \"\\ude00\\ud83d\"}")
                        .gets(422, "invalid_text", "at character 0"),
                BadRequest.post("NUL in the title", DOCUMENTS, "{\"text\": \"a\", \"title\": \"a\\u0000\"}")
                        .gets(422, "invalid_text", "'title'"),
                BadRequest.post("half a pair in the title", DOCUMENTS, "{\"text\": \"a\", \"title\": \"\\ud800\"}")
                        .gets(422, "invalid_text", "'title'"),
                BadRequest.post("long title", DOCUMENTS, "{\"text\": \"a\", \"title\": \"" + "t".repeat(1_001) + "\"}")
                        .gets(400, "invalid_value", "'title'"),
                BadRequest.post("NUL in the external id", DOCUMENTS, "{\"text\": \"a\", \"external_id\": \"a\\u0000\"}")
                        .gets(422, "invalid_text", "'external_id'"),
                BadRequest.post(
                                "half a pair in the external id",
                                DOCUMENTS,
                                "{\"text\": \"a\", \"external_id\": \"\\udc00\"}")
                        .gets(422, "invalid_text", "'external_id'"),
                BadRequest.post("empty external id", DOCUMENTS, "{\"text\": \"a\", \"external_id\": \"\"}")
                        .gets(400, "invalid_value", "'external_id'"),
                BadRequest.post("external id that is taken", DOCUMENTS, "{\"text\": \"a\", \"external_id\": \"kept\"}")
                        .gets(409, "document_exists", "PUT"),
                BadRequest.post(
                                "chunks larger than the model reads",
                                DOCUMENTS,
                                "{\"text\": \"a\", \"chunking\": {\"max_tokens\": 5000}}")
                        .gets(400, "invalid_value", "max_tokens"),
                raw("raw body with a bad external id", "a".getBytes(StandardCharsets.UTF_8), "?external_id=%00")
                        .gets(422, "invalid_text", "'external_id'"));
    }

    private static BadRequest raw(String name, byte[] body) {
        return raw(name, body, "");
    }

    private static BadRequest raw(String name, byte[] body, String query) {
        return BadRequest.raw(name, "POST", DOCUMENTS + query, body, "Content-Type", "text/plain");
    }

    private static BadRequest json(String name, byte[] inText) {
        byte[] before = "{\"text\": \"".getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[before.length + inText.length + 2];
        System.arraycopy(before, 0, body, 0, before.length);
        System.arraycopy(inText, 0, body, before.length, inText.length);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return BadRequest.json(name, "POST", DOCUMENTS, body);
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void badTextsAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> badMetadata() {
        return Stream.of(
                metadata("too deep", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":1}}}}}}")
                        .gets(422, "metadata_too_deep", "'a.b.c.d.e'"),
                metadata("hundreds deep", "{\"a\":".repeat(900) + "1" + "}".repeat(900))
                        .gets(422, "metadata_too_deep", "deeper than 5"),
                metadata("too large", "{\"a\": \"" + "x".repeat(17_000) + "\"}")
                        .gets(413, "metadata_too_large", "16384"),
                metadata("empty key", "{\"\": 1}").gets(422, "metadata_invalid", "key"),
                metadata("key with a dot", "{\"a.b\": 1}").gets(422, "metadata_invalid", "'a.b'"),
                metadata("key of an operator", "{\"$eq\": 1}").gets(422, "metadata_invalid", "'$eq'"),
                metadata("key with NUL", "{\"a\\u0000\": 1}").gets(422, "metadata_invalid", "key"),
                metadata("key of half a surrogate pair", "{\"\\ud800\": 1}").gets(400, "malformed_json", "surrogate"),
                metadata("key of 20,000 characters", "{\"" + "k".repeat(20_000) + "\": 1}")
                        .gets(422, "metadata_invalid", "key"),
                metadata("value with NUL", "{\"a\": \"\\u0000\"}").gets(422, "invalid_text", "'a'"),
                metadata("value of half a surrogate pair", "{\"a\": [\"b\", \"\\udc00\"]}")
                        .gets(422, "invalid_text", "'a'"),
                metadata("2^53 + 1", "{\"a\": 9007199254740993}").gets(422, "metadata_invalid", "2^53"),
                metadata("-2^53 - 1", "{\"a\": -9007199254740993}").gets(422, "metadata_invalid", "2^53"),
                metadata("beyond long", "{\"a\": 123456789012345678901234567890}")
                        .gets(422, "metadata_invalid", "2^53"),
                metadata("beyond double", "{\"a\": 1e999}").gets(422, "metadata_invalid", "'a'"),
                metadata("nested lists", "{\"a\": [[1]]}").gets(422, "metadata_invalid", "'a'"),
                metadata("objects in a list", "{\"a\": [{\"b\": 1}]}").gets(422, "metadata_invalid", "'a'"),
                metadata("null in a list", "{\"a\": [null]}").gets(422, "metadata_invalid", "'a'"),
                metadata("not a number", "{\"a\": NaN}").gets(400, "malformed_json", ""),
                BadRequest.put("bad metadata in PUT", KEPT, "{\"text\": \"a\", \"metadata\": {\"a.b\": 1}}")
                        .gets(422, "metadata_invalid", "'a.b'"),
                BadRequest.patch("bad metadata in PATCH", KEPT, "{\"metadata\": {\"a.b\": 1}}")
                        .gets(422, "metadata_invalid", "'a.b'"),
                BadRequest.patch("PATCH that nests too deep", KEPT, "{\"metadata\": " + deep(900) + "}")
                        .gets(422, "metadata_too_deep", "deeper than 5"));
    }

    private static String deep(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private static BadRequest metadata(String name, String metadata) {
        return BadRequest.post(name, DOCUMENTS, "{\"text\": \"a\", \"metadata\": " + metadata + "}");
    }

    @ParameterizedTest
    @MethodSource("badMetadata")
    void badMetadataIsRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> badForms() {
        String text = "Some text.";
        return Stream.of(
                BadRequest.upload("no file", new Form().field("title", "a")).gets(400, "missing_property", "'file'"),
                BadRequest.upload("no parts", new Form()).gets(400, "missing_property", "'file'"),
                BadRequest.upload(
                                "a part that nobody reads",
                                new Form().file("a.txt", "text/plain", text).field("externalid", "a"))
                        .gets(
                                400,
                                "unknown_parameter",
                                "'externalid' is not a known part of the form; known: chunking, external_id, file,"),
                BadRequest.upload(
                                "a second file",
                                new Form()
                                        .file("a.txt", "text/plain", text)
                                        .fileIn("attachment", "b.txt", "text/plain", LATIN_1))
                        .gets(400, "unknown_parameter", "'attachment'"),
                BadRequest.upload("a PDF", new Form().file("a.pdf", "application/pdf", text))
                        .gets(415, "unsupported_media_type", "a.pdf"),
                BadRequest.upload("an empty file", new Form().file("a.txt", "text/plain", ""))
                        .gets(422, "empty_text", ""),
                BadRequest.upload("a file not in UTF-8", new Form().file("a.txt", "text/plain", LATIN_1))
                        .gets(400, "invalid_utf8", "UTF-8"),
                BadRequest.upload("a file with NUL", new Form().file("a.md", "text/markdown", "a\u0000"))
                        .gets(422, "invalid_text", "U+0000"),
                BadRequest.upload(
                                "a file that says UTF-16",
                                new Form()
                                        .file(
                                                "a.txt",
                                                "text/plain; charset=utf-16",
                                                text.getBytes(StandardCharsets.UTF_16)))
                        .gets(415, "unsupported_media_type", "utf-16"),
                BadRequest.upload(
                                "metadata that is no JSON",
                                new Form().file("a.txt", "text/plain", text).field("metadata", "{\"a\""))
                        .gets(400, "malformed_json", "'metadata'"),
                BadRequest.upload(
                                "metadata that is a list",
                                new Form().file("a.txt", "text/plain", text).field("metadata", "[1]"))
                        .gets(400, "malformed_json", "'metadata'"),
                BadRequest.upload(
                                "metadata that is empty",
                                new Form().file("a.txt", "text/plain", text).field("metadata", ""))
                        .gets(400, "malformed_json", "'metadata'"),
                BadRequest.upload(
                                "metadata with duplicate keys",
                                new Form().file("a.txt", "text/plain", text).field("metadata", "{\"a\":1,\"a\":2}"))
                        .gets(400, "malformed_json", "'metadata'"),
                BadRequest.upload(
                                "metadata with a bad key",
                                new Form().file("a.txt", "text/plain", text).field("metadata", "{\"a.b\":1}"))
                        .gets(422, "metadata_invalid", "'a.b'"),
                BadRequest.upload(
                                "NUL in the title",
                                new Form().file("a.txt", "text/plain", text).field("title", "a\u0000"))
                        .gets(422, "invalid_text", "'title'"),
                BadRequest.raw(
                                "a form without boundary",
                                "POST",
                                DOCUMENTS,
                                new Form().file("a.txt", "text/plain", text).bytes(),
                                "Content-Type",
                                "multipart/form-data")
                        .gets(400, "missing_property", "\'file\'"),
                BadRequest.raw(
                                "a form that breaks off",
                                "POST",
                                DOCUMENTS,
                                "--frontier\r\nContent-Disposition: form-data; name=\"fi"
                                        .getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                Form.TYPE)
                        .gets(400, "invalid_value", "form"));
    }

    @ParameterizedTest
    @MethodSource("badForms")
    void badFormsAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> badPreconditions() {
        return Stream.of(
                ifMatch("no version", "abc").gets(400, "invalid_value", "If-Match"),
                ifMatch("a weak tag", "W/\"1\"").gets(400, "invalid_value", "If-Match"),
                ifMatch("a list", "\"1\", \"2\"").gets(400, "invalid_value", "If-Match"),
                ifMatch("half quoted", "\"1").gets(400, "invalid_value", "If-Match"),
                ifMatch("signed", "\"+1\"").gets(400, "invalid_value", "If-Match"),
                ifMatch("beyond int", "\"99999999999\"").gets(400, "invalid_value", "If-Match"),
                ifMatch("nothing", "").gets(400, "invalid_value", "If-Match"),
                ifMatch("another version", "\"2\"").gets(412, "precondition_failed", "the live version is 1"),
                BadRequest.put("If-None-Match with a version", KEPT, TEXT)
                        .with("If-None-Match", "\"1\"")
                        .gets(400, "invalid_value", "If-None-Match"),
                BadRequest.put("both at once", KEPT, TEXT)
                        .with("If-None-Match", "*")
                        .with("If-Match", "*")
                        .gets(400, "invalid_value", "If-None-Match"),
                BadRequest.put("If-None-Match: * on what is there", KEPT, TEXT)
                        .with("If-None-Match", "*")
                        .gets(412, "precondition_failed", "the live version is 1"),
                BadRequest.put("If-Match: * on what is not there", DOCUMENTS + "/external:new", TEXT)
                        .with("If-Match", "*")
                        .gets(412, "precondition_failed", "no such document"),
                BadRequest.patch("PATCH of another version", KEPT, "{\"metadata\": {\"team\": \"x\"}}")
                        .with("If-Match", "\"7\"")
                        .gets(412, "precondition_failed", "the live version is 1"),
                BadRequest.delete("DELETE of another version", KEPT)
                        .with("If-Match", "\"7\"")
                        .gets(412, "precondition_failed", "the live version is 1"));
    }

    private static BadRequest ifMatch(String name, String value) {
        return BadRequest.put("If-Match: " + name, KEPT, TEXT).with("If-Match", value);
    }

    @ParameterizedTest
    @MethodSource("badPreconditions")
    void badPreconditionsAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    @Test
    void aWordOfAMillionLettersIsRefusedSoon() {
        String word = "a".repeat(1_000_000);
        assertTimeout(SOON, () -> BadRequest.post("JSON", DOCUMENTS, "{\"text\": \"See " + word + "\"}")
                .gets(422, "token_too_long", "At character 4")
                .isRefused(kb));
        assertTimeout(SOON, () -> raw("raw", ("See " + word).getBytes(StandardCharsets.UTF_8))
                .gets(422, "token_too_long", "At character 4")
                .isRefused(kb));
        assertTimeout(SOON, () -> BadRequest.upload("file", new Form().file("a.md", "text/markdown", "See " + word))
                .gets(422, "token_too_long", "At character 4")
                .isRefused(kb));
    }

    @Test
    void aTextOfTooManyCharactersIsRefused() {
        raw("too large", "a ".repeat(2_500_001).getBytes(StandardCharsets.UTF_8))
                .gets(413, "text_too_large", "at most 5000000")
                .isRefused(kb);
    }
}
