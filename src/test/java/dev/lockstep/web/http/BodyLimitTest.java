package dev.lockstep.web.http;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.web.documents.Form;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are too large, whether they say so or not. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BodyLimitTest extends Unharmed {

    private static final int ELEVEN_MEGABYTES = 11 << 20;

    /** More than lockstep.uploads.max-size. */
    private static final int SEVENTEEN_MEGABYTES = 17 << 20;

    private static final String LIMIT_OF_UPLOADS = "at most 16777216 are allowed (lockstep.uploads.max-size)";
    private static final String LIMIT_OF_JSON = "at most 10485760 are allowed (quarkus.http.limits.max-body-size)";

    @Test
    void aFileThatSaysItIsTooLargeIsRefused() {
        RawHttp.send("POST", kb.path() + "/documents", new byte[SEVENTEEN_MEGABYTES], "Content-Type", "text/plain")
                .isProblem(413, "body_too_large", LIMIT_OF_UPLOADS);
    }

    @Test
    void aChunkedFileThatTurnsOutTooLargeIsRefused() {
        RawHttp.sendChunked(
                        "POST", kb.path() + "/documents", new byte[SEVENTEEN_MEGABYTES], "Content-Type", "text/plain")
                .isProblem(413, "body_too_large", LIMIT_OF_UPLOADS);
    }

    @Test
    void jsonThatSaysItIsTooLargeIsRefused() {
        RawHttp.send("POST", kb.path() + "/documents", new byte[ELEVEN_MEGABYTES], "Content-Type", "application/json")
                .isProblem(413, "body_too_large", LIMIT_OF_JSON);
        RawHttp.send("PUT", kb.document("big"), new byte[ELEVEN_MEGABYTES], "Content-Type", "application/json")
                .isProblem(413, "body_too_large", LIMIT_OF_JSON);
        RawHttp.send("POST", kb.path() + "/search", new byte[ELEVEN_MEGABYTES], "Content-Type", "text/plain")
                .isProblem(413, "body_too_large", LIMIT_OF_JSON);
    }

    @Test
    void aTextBetweenTheLimitsIsRefusedForItsLengthOnly() {
        byte[] text = new byte[ELEVEN_MEGABYTES];
        RawHttp.send("POST", kb.path() + "/documents", text, "Content-Type", "text/plain", "Prefer", "wait=60")
                .isProblem(413, "text_too_large", "lockstep.ingestion.max-text-length");
    }

    @Test
    void chunkedJsonThatTurnsOutTooLargeIsRefused() {
        byte[] json = ("{\"text\": \"" + "a ".repeat(ELEVEN_MEGABYTES / 2) + "\"}").getBytes(StandardCharsets.UTF_8);
        RawHttp.sendChunked("PUT", kb.document("big"), json, "Content-Type", "application/json")
                .isProblem(413, "body_too_large", LIMIT_OF_JSON);
    }

    @Test
    void aChunkedFormThatTurnsOutTooLargeIsRefused() {
        byte[] form = new Form()
                .file("big.txt", "text/plain", new byte[SEVENTEEN_MEGABYTES])
                .bytes();
        RawHttp.sendChunked("POST", kb.path() + "/documents", form, "Content-Type", Form.TYPE)
                .isProblem(413, "body_too_large", LIMIT_OF_UPLOADS);
    }

    @Test
    void aChunkedBodyThatFitsIsTaken() {
        byte[] json = "{\"text\": \"Otters.\", \"external_id\": \"chunked\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(RawHttp.sendChunked("POST", kb.path() + "/documents", json, "Content-Type", "application/json")
                        .status())
                .isEqualTo(201);
        kb.delete("chunked").then().statusCode(204);
        writtenTo();
    }
}
