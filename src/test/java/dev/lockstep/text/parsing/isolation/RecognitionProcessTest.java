package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.testing.Eventually;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.RecognitionLimits;
import dev.lockstep.text.parsing.recognition.PrintedPage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Text recognition in the parser's process: within its memory, its time and its walls. */
class RecognitionProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    private ParserProcesses parsers(int megabytes, Duration timeLimit, Duration perPage) {
        ParserSettings settings = new ParserSettings(
                1, 9, megabytes, timeLimit, PATIENCE, 4_000_000, 1 << 28, Sandbox.AUTO, folder, 50, perPage);
        ParseLimits limits =
                new ParseLimits(1_000_000, 100, 256 << 20, 1_000, new RecognitionLimits(true, 2, 200, 50, 100_000_000));
        return new ParserProcesses(settings, limits);
    }

    private CompletableFuture<ParsedDocument> parse(ParserProcesses parsers, byte[] bytes) {
        return parsers.parse(
                        new Requester("a", "a"),
                        DocumentType.PDF,
                        Parsers.source(DocumentType.PDF, bytes),
                        (done, all) -> progress.add(done + " of " + all))
                .subscribeAsCompletionStage();
    }

    private static byte[] scanned(int pages) throws IOException {
        BufferedImage scan = new PrintedPage()
                .write(60, 100, 12, "The ferry leaves every morning at seven")
                .scan(200);
        try (PDDocument pdf = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (int page = 0; page < pages; page++) {
                PrintedPage.addTo(pdf, scan);
            }
            pdf.save(out);
            return out.toByteArray();
        }
    }

    @Test
    void aScanIsReadThereAndNothingIsLeftBehind() throws IOException {
        try (ParserProcesses parsers = parsers(256, PATIENCE, PATIENCE)) {
            ParsedDocument read = parse(parsers, scanned(2)).join();

            assertThat(read.text().split("\f")).hasSize(2).allSatisfy(page -> assertThat(page.strip())
                    .isEqualTo("The ferry leaves every morning at seven"));
            assertThat(read.metadata()).containsEntry("recognized_pages", List.of("1", "2"));
            assertThat(progress).containsExactly("0 of 2", "1 of 2");
            assertThat(Parsers.filesIn(folder)).isEmpty();
        }
    }

    @Test
    void eachPageHasATimeOfItsOwnAndNoMore() throws IOException {
        try (ParserProcesses parsers = parsers(256, PATIENCE, Duration.ofSeconds(20))) {
            assertThat(parse(parsers, scanned(1)).join().text()).isNotEmpty();
        }
        try (ParserProcesses parsers = parsers(256, Duration.ofMillis(500), Duration.ofSeconds(1))) {
            Throwable failure = catchThrowable(parse(parsers, scanned(50))::join);

            assertThat(failure.getCause()).isInstanceOfSatisfying(Rejected.class, refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.PARSING_TIMED_OUT);
                assertThat(refused.facts().get("setting")).asString().startsWith("lockstep.parsing.");
            });
        }
    }

    @Test
    void whoeverGoesAwayEndsIt() throws IOException {
        try (ParserProcesses parsers = parsers(256, PATIENCE, PATIENCE)) {
            CompletableFuture<ParsedDocument> parsing = parse(parsers, scanned(50));
            Eventually.holds(() -> assertThat(progress).isNotEmpty());
            int before = progress.size();

            parsing.cancel(true);

            Eventually.holds(() -> assertThat(Parsers.documentsIn(folder)).isEmpty());
            assertThat(progress.size()).isLessThan(Math.max(before, 1) + 10);
        }
    }
}
