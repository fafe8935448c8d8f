package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Rejected;
import dev.lockstep.testing.Eventually;
import dev.lockstep.text.parsing.formats.Bombs;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.formats.Samples;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Parsers in processes of their own: what they survive, and what survives them. */
class ParserProcessesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private ParserProcesses parsers(Duration timeLimit, Duration idle, int queue) {
        return new ParserProcesses(Parsers.settings(1, timeLimit, idle, queue, folder), Parsers.LIMITS);
    }

    private static CompletableFuture<ParsedDocument> parse(ParserProcesses parsers, DocumentType type, byte[] bytes) {
        return Parsers.parse(parsers, new Requester("a", "a"), type, bytes);
    }

    private static ErrorCode refusal(ParserProcesses parsers, DocumentType type, byte[] bytes) {
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
            assertThat(parse(parsers, DocumentType.HTML, Parsers.html("<p>Otters"))
                            .join()
                            .text())
                    .isEqualTo("Otters");
            assertThat(parsers.idlePids()).as("one process for all").hasSize(1);
            assertThat(Parsers.filesIn(folder)).as("all is removed").isEmpty();
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

            assertThat(parse(parsers, DocumentType.PDF, good))
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(Overloaded.class)
                    .withMessageContaining("lockstep.parsing.queue");
            assertThat(running)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            Rejected.class, late -> assertThat(late.code()).isEqualTo(ErrorCode.PARSING_TIMED_OUT));
            assertThat(waiting.join().text()).isEqualTo("Otters");
        }
    }

    /** A parser that was taken over: it leaves something for the next document. */
    static final class Careless {
        public static void main(String... args) throws IOException {
            DataOutputStream out = new DataOutputStream(System.out);
            Wire wire = new Wire(1_000);
            out.writeInt(ParserMain.READY);
            out.flush();
            Object ignored = wire.readRequest(new DataInputStream(System.in), Path.of("document"));
            wire.write(out, new Rejected(ErrorCode.DOCUMENT_SCANNED, "as it says"));
            out.flush();
            System.in.read();
        }
    }

    @Test
    void aParserThatLeavesFilesIsNotUsedAgain() throws IOException {
        Scratch scratch = Scratch.in(Files.createDirectory(folder.resolve("home")));
        Process careless = Parsers.java(Careless.class)
                .directory(scratch.directory().toFile())
                .start();
        withParser(careless, scratch, parser -> {
            assertThat(catchThrowable(() -> parser.parse(
                            DocumentType.PDF, Parsers.source(DocumentType.PDF, new byte[9]), PageProgress.NOBODY)))
                    .hasMessage("as it says");
            assertThat(parser.isUsable()).isFalse();
        });
        assertThat(scratch.home()).doesNotExist();
    }

    private void withParser(Process process, Scratch scratch, Consumer<ParserProcess> work) throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (ParserProcess parser = ParserProcess.await(
                new ParserStarts.Started(process, scratch),
                Parsers.settings(1, PATIENCE, PATIENCE, 1, folder),
                clock)) {
            work.accept(parser);
        } finally {
            clock.shutdownNow();
        }
    }

    @Test
    void anErrorInAParserIsARefusalWithoutATrace() throws IOException {
        ParserSettings settings = Parsers.settings(1, PATIENCE, PATIENCE, 1, folder);
        ParserCommand whole = ParserCommand.of(Confinement.NONE, settings, Parsers.LIMITS);
        List<String> withoutFonts = whole.jvm().stream()
                .map(word -> word.replaceAll("[^:;]*fontbox[^:;]*", "missing"))
                .toList();
        assertThat(withoutFonts).isNotEqualTo(whole.jvm());
        ParserCommand broken = new ParserCommand(Confinement.NONE, List.of(), whole.limits(), withoutFonts);
        Scratch scratch = Scratch.in(Files.createDirectory(folder.resolve("home")));
        withParser(broken.process(scratch).start(), scratch, parser -> {
            Throwable failure = catchThrowable(() -> parser.parse(
                    DocumentType.PDF, Parsers.source(DocumentType.PDF, Samples.pdf("Otters")), PageProgress.NOBODY));

            assertThat(failure).isInstanceOfSatisfying(Rejected.class, refused -> assertThat(refused.code())
                    .isEqualTo(ErrorCode.DOCUMENT_CORRUPT));
            assertThat(failure.getMessage()).contains("the service's log").doesNotContain("fontbox", "Error", "\tat ");
            assertThat(parser.isUsable())
                    .as("what the error has broken nobody knows")
                    .isFalse();
        });
    }

    /** Parses something, tells its parser's process, and dies without a word. */
    static final class Victim {
        public static void main(String... args) throws IOException {
            ParserProcesses parsers = new ParserProcesses(
                    Parsers.settings(1, Duration.ofSeconds(60), Duration.ofMinutes(1), 9, Path.of(args[0])),
                    Parsers.LIMITS);
            assertThat(parse(parsers, DocumentType.PDF, Samples.pdf("Otters"))
                            .join()
                            .text())
                    .isEqualTo("Otters");
            System.out.println(Parsers.innermost(parsers.idlePids().get(0)));
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    @Test
    void aParserDoesNotOutliveTheService() throws IOException {
        Process victim = Parsers.java(Victim.class, folder.toString())
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
