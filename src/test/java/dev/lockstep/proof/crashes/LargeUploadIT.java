package dev.lockstep.proof.crashes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A heap that holds the application and little more, and uploads of two and four times its size. */
class LargeUploadIT {

    private static final long GIGABYTE = 1L << 30;

    /** As the whole body, and in a form with a few other bytes. */
    private static final long FILE = GIGABYTE;

    private static final long FILE_IN_FORM = GIGABYTE / 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Zeros are received whole before they are found to be no document. */
    @Test
    void aGigabyteNeedsNoMoreHeapThanAMegabyte() throws Exception {
        Path directory =
                Path.of("target", "large-upload-" + UUID.randomUUID(), "data").toAbsolutePath();
        try (PackagedApplication application = PackagedApplication.start(directory, "-Xmx256m")) {
            assertThat(application
                            .send("POST", "/v1/knowledge-bases", "{\"name\": \"kb\"}")
                            .statusCode())
                    .isEqualTo(201);

            HttpResponse<String> raw = post(application, "application/octet-stream", new Zeros(FILE));
            HttpResponse<String> form = post(application, "multipart/form-data; boundary=b", form(FILE_IN_FORM));

            for (HttpResponse<String> answer : List.of(raw, form)) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
                assertThat(answer.body()).contains("unsupported_media_type");
            }
            assertThat(directory.resolve("uploads")).isDirectoryNotContaining(file -> !file.endsWith("spool-id"));
            assertThat(application
                            .send("POST", "/v1/knowledge-bases/kb/documents", "{\"text\": \"Otters.\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(application.log()).doesNotContain("OutOfMemoryError");
        }
    }

    private HttpResponse<String> post(PackagedApplication application, String type, InputStream body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + application.port() + "/v1/knowledge-bases/kb/documents"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.ofInputStream(() -> body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static InputStream form(long size) {
        return new SequenceInputStream(
                new SequenceInputStream(
                        text("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"),
                        new Zeros(size)),
                text("\r\n--b--\r\n"));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Zeros extends InputStream {

        private long left;

        private Zeros(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int read = (int) Math.min(length, left);
            left -= read;
            return read == 0 ? -1 : read;
        }
    }
}
