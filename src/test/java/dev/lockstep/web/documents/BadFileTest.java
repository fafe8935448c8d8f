package dev.lockstep.web.documents;

import dev.lockstep.testing.Beside;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.text.parsing.formats.Bombs;
import dev.lockstep.text.parsing.formats.Samples;
import dev.lockstep.web.http.BadRequest;
import dev.lockstep.web.http.Unharmed;
import dev.lockstep.web.http.UnharmedKnowledgeBase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that can't be taken: each gets its reason, and nothing is stored. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestMethodOrder(OrderAnnotation.class)
class BadFileTest extends Unharmed {

    static Stream<BadRequest> badFiles() throws IOException {
        return Stream.of(
                file("image", "a.webp", new byte[] {'R', 'I', 'F', 'F', 9, 0, 0, 0, 'W', 'E', 'B', 'P'})
                        .gets(415, "unsupported_media_type", "image/webp"),
                file("broken image", "a.png", new byte[] {
                            (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13
                        })
                        .gets(422, "document_corrupt", "image/png"),
                file("old Word, cut off", "a.doc", Samples.doc()).gets(422, "document_corrupt", "application/msword"),
                file("PDF with a password", "a.pdf", Samples.lockedPdf("secret", new AccessPermission()))
                        .gets(422, "document_encrypted", "password"),
                file("DOCX with a password", "a.docx", Samples.lockedDocx())
                        .gets(422, "document_encrypted", "password"),
                file("scanned PDF", "a.pdf", Samples.pdf("")).gets(422, "document_scanned", "1 page and no text"),
                file("DOCX cut off", "a.docx", Arrays.copyOf(Samples.docx(), 700))
                        .gets(422, "document_corrupt", "can't be read"),
                file("page without words", "a.html", "<p>".getBytes(StandardCharsets.US_ASCII))
                        .gets(422, "empty_text", "no text"),
                file(
                                "page that is not in its charset",
                                "a.html",
                                "<meta charset=iso-2022-jp><p>\u001b$B\u0001\u0001".getBytes(StandardCharsets.US_ASCII))
                        .gets(400, "invalid_charset", "charset"),
                file("text in another charset", "a.txt", "über".getBytes(StandardCharsets.ISO_8859_1))
                        .gets(400, "invalid_utf8", "UTF-8"),
                file(
                                "long text",
                                "a.csv",
                                ("a".repeat(999) + "\n").repeat(5_010).getBytes(StandardCharsets.US_ASCII))
                        .gets(413, "text_too_large", "lockstep.ingestion.max-text-length"),
                file("zip bomb", "a.docx", Bombs.zip(70))
                        .gets(422, "document_too_complex", "lockstep.parsing.max-expanded-size"),
                file("billion laughs", "a.docx", Bombs.billionLaughs()).gets(422, "document_corrupt", "entity"),
                file("deep JSON", "a.json", "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII))
                        .gets(422, "document_too_complex", "lockstep.parsing.max-depth"));
    }

    private static BadRequest file(String what, String name, byte[] bytes) {
        return BadRequest.upload(what, new Form().file(name, "application/octet-stream", bytes));
    }

    /** A file that takes as long as the time limit lets it: the others are refused meanwhile. */
    record Endless(UnharmedKnowledgeBase knowledgeBase, CompletableFuture<Void> refused) {

        private static Endless begin() throws IOException {
            UnharmedKnowledgeBase own = UnharmedKnowledgeBase.make();
            BadRequest request = file("endless PDF", "a.pdf", Bombs.endlessPdf())
                    .gets(422, "parsing_timed_out", "lockstep.parsing.time-limit");
            return new Endless(own, Beside.run(() -> {
                request.isRefused(own.api());
                return null;
            }));
        }
    }

    private static Endless endless;

    @BeforeEach
    void sendTheEndlessFileFirst() throws IOException {
        if (endless == null) {
            endless = Endless.begin();
        }
    }

    @AfterAll
    static void forgetTheEndlessFile() {
        endless = null;
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void isRefused(BadRequest request) {
        request.isRefused(kb);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void anEndlessFileIsRefusedAtTheTimeLimit() {
        endless.refused().join();
        endless.knowledgeBase().check();
    }

    @Test
    void theServiceTakesGoodFilesAfterwards() throws IOException {
        file("memory bomb", "a.docx", Bombs.longWord(60))
                .gets(422, "document_too_complex", "lockstep.parsing.memory")
                .isRefused(kb);

        RawHttp.Answer good = RawHttp.send(
                "POST", kb.path() + "/documents", Samples.docx(), "Content-Type", "application/octet-stream");

        assertThat(good.status()).as(good.body()).isEqualTo(201);
        writtenTo();
    }
}
