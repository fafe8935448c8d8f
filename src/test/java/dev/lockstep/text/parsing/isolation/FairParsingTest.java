package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.testing.Eventually;
import dev.lockstep.text.parsing.formats.Bombs;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents that take for ever hold up whoever has sent them, and nobody else. */
class FairParsingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Nothing in these tests waits for it, but what is said to. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Requester SLOW = new Requester("slow", "one");
    private static final Requester SLOW_TOO = new Requester("slow", "two");
    private static final Requester OTHER = new Requester("other", "one");

    @TempDir
    Path folder;

    private ParserProcesses parsers;

    private void begin(Duration timeLimit) {
        parsers = new ParserProcesses(Parsers.settings(2, timeLimit, LONG, 32, folder), Parsers.LIMITS);
    }

    @AfterEach
    void end() {
        parsers.close();
    }

    private CompletableFuture<ParsedDocument> slow(Requester requester) throws IOException {
        return Parsers.parse(parsers, requester, DocumentType.PDF, Bombs.endlessPdf());
    }

    private void isServed(Requester requester) throws IOException {
        assertThat(Parsers.parse(parsers, requester, DocumentType.PDF, Samples.pdf("Otters")))
                .succeedsWithin(PATIENCE)
                .satisfies(document -> assertThat(document.text()).isEqualTo("Otters"));
    }

    @Test
    void slowDocumentsOfOneKnowledgeBaseDoNotKeepAnotherOneOut() throws IOException {
        begin(LONG);
        List<CompletableFuture<ParsedDocument>> slow = List.of(slow(SLOW), slow(SLOW), slow(SLOW), slow(SLOW));

        isServed(SLOW_TOO);
        isServed(OTHER);
        isServed(SLOW_TOO);

        assertThat(slow).as("they are slow, and not refused").noneMatch(CompletableFuture::isDone);
    }

    @Test
    void slowDocumentsOfOneTenantDoNotKeepAnotherOneOut() throws IOException {
        begin(LONG);
        List<CompletableFuture<ParsedDocument>> slow = List.of(slow(SLOW), slow(SLOW_TOO), slow(SLOW), slow(SLOW_TOO));

        isServed(OTHER);

        assertThat(slow).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aPageThatTakesTheSquareOfItsLengthEndsAtTheTimeLimitAndOthersAreReadMeanwhile() throws IOException {
        begin(Duration.ofSeconds(4));
        byte[] page = Bombs.quadraticHtml();
        CompletableFuture<ParsedDocument> quadratic = Parsers.parse(parsers, SLOW, DocumentType.HTML, page);

        assertThat(Parsers.parse(parsers, SLOW_TOO, DocumentType.HTML, Parsers.html("<p>Otters")))
                .succeedsWithin(PATIENCE);
        assertThat(quadratic).isNotDone();
        assertThat(quadratic)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        Rejected.class, late -> assertThat(late.code()).isEqualTo(ErrorCode.PARSING_TIMED_OUT))
                .withMessageContaining("lockstep.parsing.time-limit");
    }

    @Test
    void cancellationEndsTheProcessAtOnceAndFreesItsPlace() throws IOException {
        begin(LONG);
        List<ProcessHandle> before = descendants();
        CompletableFuture<ParsedDocument> first = slow(SLOW);
        CompletableFuture<ParsedDocument> second = slow(SLOW);
        CompletableFuture<ParsedDocument> third = slow(SLOW);
        CompletableFuture<ParsedDocument> last = Parsers.parse(parsers, SLOW, DocumentType.PDF, Samples.pdf("Otters"));
        Eventually.holds(() -> assertThat(Parsers.documentsIn(folder)).hasSize(2));

        Stream.of(third, second, first).forEach(slow -> slow.cancel(false));

        assertThat(last).succeedsWithin(PATIENCE);
        Eventually.holds(() -> assertThat(started(before).stream().map(ProcessHandle::pid))
                .hasSameElementsAs(parsers.idlePids().stream()
                        .flatMap(pid -> Stream.of(pid, Parsers.innermost(pid)))
                        .toList()));
    }

    private static List<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().toList();
    }

    private static List<ProcessHandle> started(List<ProcessHandle> before) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
    }

    @Test
    void theEndOfTheServiceEndsAllThatIsParsedAndAllThatWaits() throws IOException {
        begin(LONG);
        List<ProcessHandle> before = descendants();
        List<CompletableFuture<ParsedDocument>> all = List.of(slow(SLOW), slow(SLOW), slow(SLOW));
        Eventually.holds(() -> assertThat(Parsers.documentsIn(folder)).hasSize(2));

        parsers.close();

        all.forEach(document -> assertThat(document)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageContaining("the service ends"));
        Eventually.holds(() -> assertThat(started(before)).isEmpty());
        Eventually.holds(() -> assertThat(folder).isEmptyDirectory());
    }
}
