package dev.lockstep.text.parsing.recognition;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Text recognition on pages of our own documentation, printed, scanned askew and grainy, beside Tesseract where that is installed. Times
 * include the start of Tesseract, which reads its model for each page, and not the loading of ours, which stays in the process.
 */
@Tag("bench")
class RecognitionBench {

    private static final int LINES = 48;

    @TempDir
    Path folder;

    private record Outcome(double recall, double millis) {}

    private record Sample(FontName typeface, double size, int resolution, double skew, String text) {

        BufferedImage scan(long seed) {
            String[] lines = Arrays.stream(PrintedPage.lines(text, size, 440))
                    .limit(LINES)
                    .toArray(String[]::new);
            BufferedImage clean =
                    new PrintedPage(typeface).write(60, 70, size, lines).scan(resolution);
            return PrintedPage.noisy(PrintedPage.skewed(clean, skew), 12, seed);
        }

        String printed() {
            return String.join(
                    " ",
                    Arrays.stream(PrintedPage.lines(text, size, 440))
                            .limit(LINES)
                            .toList());
        }
    }

    @Test
    void printedPages() throws Exception {
        boolean hasTesseract = hasTesseract();
        List<Outcome> ours = new ArrayList<>();
        List<Outcome> theirs = new ArrayList<>();
        List<Outcome> oneThread = new ArrayList<>();
        TextRecognition recognition = TextRecognition.shared(2);
        var unused = recognition.read(samples().get(0).scan(0));
        for (Sample sample : samples()) {
            BufferedImage scan = sample.scan(ours.size());
            ours.add(timed(sample, () -> recognition.read(scan).text()));
            if (hasTesseract) {
                Path file = Files.write(folder.resolve("page.png"), PrintedPage.file(scan, "png"));
                theirs.add(timed(sample, () -> tesseract(file, sample, Map.of())));
                // Its threads wait for each other much of the time.
                oneThread.add(timed(sample, () -> tesseract(file, sample, Map.of("OMP_THREAD_LIMIT", "1"))));
            }
            System.out.printf(
                    "recognition of %s %.0f pt at %d dpi, %.1f degrees: ours %s, Tesseract %s%n",
                    sample.typeface(),
                    sample.size(),
                    sample.resolution(),
                    sample.skew(),
                    ours.get(ours.size() - 1),
                    hasTesseract ? theirs.get(theirs.size() - 1) : "is not installed, and not measured");
        }
        System.out.printf(
                "recognition of %d pages: recall of words %.4f, %.0f ms a page; Tesseract %s%n",
                ours.size(),
                recall(ours),
                millis(ours),
                hasTesseract
                        ? "%.4f, %.0f ms, on one thread %.0f ms"
                                .formatted(recall(theirs), millis(theirs), millis(oneThread))
                        : "is not installed");
        assertThat(recall(ours)).isGreaterThan(.98);
        if (hasTesseract) {
            assertThat(recall(ours)).isGreaterThanOrEqualTo(recall(theirs));
        }
    }

    /** Letters alone: signs of Markdown are no text. */
    private static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<String> pages = List.of("security.md", "ingestion.md", "operations.md", "search.md");
        FontName[] typefaces = {FontName.HELVETICA, FontName.TIMES_ROMAN, FontName.HELVETICA_BOLD};
        for (int i = 0; i < 12; i++) {
            String text = Files.readString(Path.of("docs", pages.get(i % pages.size())))
                    .replaceAll("(?s)```.*?```", " ")
                    .replaceAll("https?://\\S+|\\([^ )]*\\.md[^ )]*\\)|[^\\p{ASCII}]|[`*|#<>\\[\\]]", " ")
                    .replaceAll("[-:]{3,}", " ");
            samples.add(new Sample(
                    typefaces[i % typefaces.length],
                    9 + i % 4,
                    i < 6 ? 200 : 300,
                    new double[] {0, .7, -1.1}[(i + i / 3) % 3],
                    text.substring(500 * (i / 4))));
        }
        return samples;
    }

    private interface Reading {
        String text() throws Exception;
    }

    private static Outcome timed(Sample sample, Reading reading) throws Exception {
        long begin = System.nanoTime();
        String text = reading.text();
        double millis = (System.nanoTime() - begin) / 1e6;
        return new Outcome(PrintedPage.recall(sample.printed(), text), millis);
    }

    private static double recall(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::recall).average().orElse(0);
    }

    private static double millis(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::millis).average().orElse(0);
    }

    private static boolean hasTesseract() throws InterruptedException {
        try {
            return new ProcessBuilder("tesseract", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static String tesseract(Path file, Sample sample, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "tesseract", file.toString(), "-", "--dpi", Integer.toString(sample.resolution()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
