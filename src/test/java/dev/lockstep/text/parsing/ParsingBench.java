package dev.lockstep.text.parsing;

import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of the documents below a folder, by format, against what Apache Tika reads of them: which are refused, which share of the
 * words of each is in the other (F1 of multisets), and the time. {@code -Dlockstep.bench.documents} names the folder; without it the few
 * documents of ours are read. {@code -Dlockstep.bench.worst=N} shows the N worst of each format.
 */
@Tag("bench")
class ParsingBench {

    private static final ParseLimits LIMITS = new ParseLimits(50_000_000, 500, 1L << 30, 100_000);
    private static final Path OURS = Path.of("src/test/resources/documents");
    private static final long MOST_SECONDS = 60;
    private static final int SHOWN = 6;

    private static final Detection DETECTION = new Detection();

    /** Whoever does not come back is left behind: its thread ends with the process. */
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(null, work, "parsing", 64 << 20);
        thread.setDaemon(true);
        return thread;
    });

    /** What one of both made of a document: its text, or why there is none. */
    private record Outcome(@Nullable String text, String refusal, double millis) {}

    private record Compared(
            Path file, String format, Outcome ours, Outcome theirs, double f1, double recall, double added) {

        boolean lost() {
            return ours.text == null && theirs.text != null && !theirs.text.isBlank();
        }
    }

    private interface Reading {
        String text() throws Exception;
    }

    @Test
    void readAFolder() throws IOException {
        String folder = System.getProperty("lockstep.bench.documents");
        if (folder == null) {
            System.out.println("-Dlockstep.bench.documents names no folder: only the few documents of ours are read");
        }
        Map<String, List<Compared>> byFormat = new TreeMap<>();
        for (Path file : files(folder == null ? OURS : Path.of(folder))) {
            byFormat.computeIfAbsent(extension(file), format -> new ArrayList<>())
                    .add(compare(file));
        }
        assertThat(byFormat).isNotEmpty();
        System.out.println("| format | files | read by both | refused, read by Tika | F1 of all words | F1, mean |"
                + " of Tika's words | words Tika has not | ms a file | Tika |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        byFormat.forEach(ParsingBench::report);
        int worst = Integer.getInteger("lockstep.bench.worst", 0);
        byFormat.values().forEach(files -> show(files, worst));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private Compared compare(Path file) {
        Outcome ours = outcome(() -> read(file));
        Outcome theirs = outcome(() -> ReferenceText.of(file));
        WordCounts mine = WordCounts.of(ours.text == null ? "" : ours.text);
        WordCounts reference = WordCounts.of(theirs.text == null ? "" : theirs.text);
        double words = mine.total() + reference.total();
        double shared = mine.shared(reference);
        double added = mine.total() == 0 ? 0 : (double) mine.unknownTo(reference) / mine.total();
        return new Compared(
                file,
                extension(file),
                ours,
                theirs,
                words == 0 ? 1 : 2 * shared / words,
                reference.total() == 0 ? 1 : shared / reference.total(),
                added);
    }

    private static String read(Path file) throws IOException {
        Upload upload = new Upload(new Content.InFile(file), file.getFileName().toString(), null, null);
        DetectedFormat found = DETECTION.detect(upload);
        return Reader.readAny(
                        found.type(), new Reader.Source(upload.content(), found.mediaType(), upload.charset()), LIMITS)
                .text();
    }

    private Outcome outcome(Reading reading) {
        long begun = System.nanoTime();
        String refusal;
        try {
            String text = threads.submit(reading::text).get(MOST_SECONDS, TimeUnit.SECONDS);
            return new Outcome(text, "", millis(begun));
        } catch (ExecutionException e) {
            refusal = e.getCause() instanceof Rejected refused
                    ? refused.code().name() + ": " + refused.getMessage()
                    : "CRASH: " + e.getCause();
        } catch (TimeoutException e) {
            refusal = "HANGS";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Outcome(null, refusal, millis(begun));
    }

    private static double millis(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static void report(String format, List<Compared> files) {
        List<Compared> both = files.stream()
                .filter(file -> file.ours.text != null && file.theirs.text != null)
                .toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.3f | %.3f | %.3f | %.3f | %.1f | %.1f |%n",
                format,
                files.size(),
                both.size(),
                files.stream().filter(Compared::lost).count(),
                overall(both),
                mean(both, Compared::f1),
                mean(both, Compared::recall),
                mean(both, Compared::added),
                mean(both, file -> file.ours.millis),
                mean(both, file -> file.theirs.millis));
    }

    private static double overall(List<Compared> files) {
        double shared = 0;
        double words = 0;
        for (Compared file : files) {
            double here = WordCounts.of(file.ours.text).total()
                    + WordCounts.of(file.theirs.text).total();
            words += here;
            shared += file.f1 * here;
        }
        return words == 0 ? 1 : shared / words;
    }

    private static double mean(List<Compared> files, ToDoubleFunction<Compared> value) {
        return files.stream().mapToDouble(value).average().orElse(0);
    }

    private static void show(List<Compared> files, int worst) {
        files.stream()
                .filter(Compared::lost)
                .forEach(file -> System.out.println("refused: " + file.file + ": " + file.ours.refusal));
        files.stream()
                .filter(file -> file.ours.text != null && file.theirs.text != null)
                .sorted(Comparator.comparingDouble(Compared::f1))
                .limit(worst)
                .forEach(ParsingBench::showOne);
    }

    private static void showOne(Compared file) {
        WordCounts mine = WordCounts.of(file.ours.text);
        WordCounts reference = WordCounts.of(file.theirs.text);
        System.out.printf(
                Locale.ROOT,
                "%.3f %s: %d words, Tika %d; only Tika: %s; only ours: %s%n",
                file.f1,
                file.file,
                mine.total(),
                reference.total(),
                reference.beyond(mine, SHOWN),
                mine.beyond(reference, SHOWN));
    }
}
