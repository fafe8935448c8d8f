package dev.lockstep.web.http;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.testing.RawHttp.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that come as gzip: read as what was packed, and refused when that is not all there. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class CompressedBodiesTest extends Unharmed {

    private static final String TEXT = "Beavers mend their dam when it rains.";

    @Test
    void jsonAFileAFormAndLinesMayBePacked() {
        writtenTo();
        assertThat(post("/documents", "application/json", gzip("{\"text\": \"" + TEXT + "\"}"))
                        .status())
                .isEqualTo(201);
        assertThat(put("text/plain", gzip(TEXT)).status()).isEqualTo(201);
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n" + TEXT + "\r\n--x--\r\n";
        assertThat(post("/documents", "multipart/form-data; boundary=x", gzip(form))
                        .status())
                .isEqualTo(201);
        assertThat(post("/documents:batch", "application/x-ndjson", gzip("{\"text\": \"" + TEXT + "\"}\n"))
                        .body())
                .contains("\"status\":201");

        assertThat(kb.texts("beavers").stream().filter(TEXT::equals)).hasSize(4);
    }

    @Test
    void severalMembersInARowAreOneBody() {
        writtenTo();
        byte[] first = gzip("Beavers mend their dam ");
        byte[] second = gzip("when it rains.");
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertThat(put("text/plain", both).status()).isEqualTo(201);

        assertThat(given().get(kb.document("packed") + "/content").asString()).isEqualTo(TEXT);
    }

    @Test
    void whatEndsTooEarlyIsRefused() {
        byte[] text = gzip(TEXT.repeat(1_000));
        put("text/plain", Arrays.copyOf(text, text.length - 9)).isProblem(400, "invalid_value", "not whole gzip");
        byte[] json = gzip("{\"text\": \"" + TEXT + "\"}");
        post("/documents", "application/json", Arrays.copyOf(json, json.length - 9))
                .isProblem(400, "invalid_value", "not whole gzip");
    }

    @Test
    void whatIsNoGzipIsRefused() {
        put("text/plain", TEXT.getBytes(StandardCharsets.UTF_8)).isProblem(400, "invalid_value", "not whole gzip");
        post("/search", "application/json", "{\"query\": \"otters\"}".getBytes(StandardCharsets.UTF_8))
                .isProblem(400, "invalid_value", "not whole gzip");
    }

    @Test
    void limitsCountWhatWasPacked() {
        String large = "otters ".repeat(3_000_000);
        put("text/plain", gzip(large)).isProblem(413, "body_too_large", "lockstep.uploads.max-size");
        post("/documents", "application/json", gzip("{\"text\": \"" + large + "\"}"))
                .isProblem(413, "body_too_large", "quarkus.http.limits.max-body-size");
    }

    @Test
    void anotherCodingIsRefused() {
        RawHttp.send(
                        "POST",
                        kb.path() + "/search",
                        "{\"query\": \"otters\"}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "zstd")
                .isProblem(415, "unsupported_media_type", "'zstd'");
    }

    private Answer put(String type, byte[] body) {
        return RawHttp.send("PUT", kb.document("packed"), body, "Content-Type", type, "Content-Encoding", "gzip");
    }

    private Answer post(String path, String type, byte[] body) {
        return RawHttp.send("POST", kb.path() + path, body, "Content-Type", type, "Content-Encoding", "gzip");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
