package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Rejected;
import dev.lockstep.testing.Eventually;
import dev.lockstep.text.parsing.formats.Bombs;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.Source;
import dev.lockstep.text.parsing.formats.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Parsers in processes of their own: what they survive, and what survives them. */
class ParserProcessesTest {

    private static final ParseLimits LIMITS = new ParseLimits(1_000_000, 100, 256 << 20, 1_000);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private static ParserProcesses parsers(Duration timeLimit, Duration idle, int queue) {
        return new ParserProcesses(settings(timeLimit, idle, queue), LIMITS);
    }

    private static ParserSettings settings(Duration timeLimit, Duration idle, int queue) {
        return new ParserSettings(1, queue, 48, timeLimit, idle, 4_000_000);
    }

    private CompletableFuture<ParsedDocument> parse(ParserProcesses parsers, DocumentType type, byte[] bytes)
            throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "sample", null), bytes);
        return parsers.parse(type, file, new Source(new Content.InFile(file), type.mediaType(), null));
    }

    private ErrorCode refusal(ParserProcesses parsers, DocumentType type, byte[] bytes) throws IOException {
        Throwable failure = catchThrowable(parse(parsers, type, bytes)::join);
        assertThat(failure).hasCauseInstanceOf(KnowledgeException.class);
        return ((KnowledgeException) failure.getCause()).code();
    }

    @Test
    void everyFormatIsReadThere() throws IOException {
        try (ParserProcesses parsers = parsers(Duration.ofSeconds(60), Duration.ofMinutes(1), 9)) {
            assertThat(parse(parsers, DocumentType.PDF, Samples.pdf("Otters")).join())
                    .satisfies(pdf -> assertThat(pdf.text()).isEqualTo("Otters"))
                    .satisfies(pdf -> assertThat(pdf.metadata()).containsEntry("pages", 1L))
                    .satisfies(pdf -> assertThat(pdf.title()).isEqualTo("On otters"));
            assertThat(parse(parsers, DocumentType.ARCHIVE, Samples.docx())
                            .join()
                            .text())
                    .startsWith("# Leave");
            assertThat(parse(parsers, DocumentType.ARCHIVE, Samples.pptx())
                            .join()
                            .text())
                    .startsWith("# Welcome");
            assertThat(parse(parsers, DocumentType.ARCHIVE, Samples.xlsx())
                            .join()
                            .text())
                    .startsWith("# People");
            assertThat(parse(parsers, DocumentType.EMAIL, Samples.email())
                            .join()
                            .text())
                    .contains("Hello ü.");
            assertThat(parse(parsers, DocumentType.ARCHIVE, Samples.epub(List.of("<p>One")))
                            .join()
                            .metadata())
                    .containsEntry("author", List.of("A. Lutra", "B. Lutra"));
            assertThat(refusal(parsers, DocumentType.COMPOUND, Samples.lockedDocx()))
                    .isEqualTo(ErrorCode.DOCUMENT_ENCRYPTED);
            assertThat(parsers.idlePids()).as("one process for all").hasSize(1);
        }
    }

    @Test
    void aBombEndsItsProcessAndTheNextDocumentIsRead() throws IOException {
        try (ParserProcesses parsers = parsers(Duration.ofSeconds(60), Duration.ofMinutes(1), 9)) {
            assertThat(refusal(parsers, DocumentType.ARCHIVE, Bombs.longWord(60)))
                    .isEqualTo(ErrorCode.DOCUMENT_TOO_COMPLEX);
            assertThat(parsers.idlePids()).isEmpty();
            assertThat(parse(parsers, DocumentType.PDF, Samples.pdf("Otters"))
                            .join()
                            .text())
                    .isEqualTo("Otters");
        }
    }

    @Test
    void nothingRunsBeforeItIsNeededNorLongAfter() throws IOException {
        try (ParserProcesses parsers = parsers(Duration.ofSeconds(60), Duration.ofMillis(300), 9)) {
            long before = ProcessHandle.current().children().count();
            assertThat(parse(parsers, DocumentType.PDF, Samples.pdf("Otters"))
                            .join()
                            .text())
                    .isEqualTo("Otters");
            Eventually.holds(() -> assertThat(parsers.idlePids()).isEmpty());
            Eventually.holds(
                    () -> assertThat(ProcessHandle.current().children().count()).isEqualTo(before));
        }
    }

    @Test
    void anEndlessDocumentIsKilledAtTheTimeLimitAndFewWaitForIt() throws IOException {
        byte[] endless = Bombs.endlessPdf();
        byte[] good = Samples.pdf("Otters");
        try (ParserProcesses parsers = parsers(Duration.ofSeconds(3), Duration.ofMinutes(1), 1)) {
            CompletableFuture<ParsedDocument> running = parse(parsers, DocumentType.PDF, endless);
            CompletableFuture<ParsedDocument> waiting = parse(parsers, DocumentType.PDF, good);

            assertThatThrownBy(() -> parse(parsers, DocumentType.PDF, good))
                    .isInstanceOf(Overloaded.class)
                    .hasMessageContaining("lockstep.parsing.queue");
            assertThat(running)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            Rejected.class, late -> assertThat(late.code()).isEqualTo(ErrorCode.PARSING_TIMED_OUT));
            assertThat(waiting.join().text()).isEqualTo("Otters");
        }
    }

    @Test
    void aParserIsToldNothingThatTheServiceKnows() {
        ParserCommand command = ParserCommand.of(settings(PATIENCE, PATIENCE, 1), LIMITS);

        assertThat(System.getenv()).isNotEmpty();
        assertThat(command.process().environment()).isEmpty();
    }

    /** Parses something, tells its parser's process, and dies without a word. */
    static final class Victim {
        public static void main(String... args) throws IOException {
            ParserProcesses parsers = parsers(Duration.ofSeconds(60), Duration.ofMinutes(1), 9);
            Path file = Files.write(Path.of(args[0]), Samples.pdf("Otters"));
            DocumentType type = DocumentType.PDF;
            assertThat(parsers.parse(type, file, new Source(new Content.InFile(file), type.mediaType(), null))
                            .join()
                            .text())
                    .isEqualTo("Otters");
            System.out.println(parsers.idlePids().get(0));
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    @Test
    void aParserDoesNotOutliveTheService() throws IOException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.resolve("a.pdf").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = new BufferedReader(new InputStreamReader(victim.getInputStream()))) {
            long parser = Long.parseLong(told.readLine());
            Eventually.holds(() -> assertThat(ProcessHandle.of(parser).filter(ProcessHandle::isAlive))
                    .isEmpty());
        } finally {
            victim.destroyForcibly();
        }
    }
}
