package dev.lockstep.text.lexical;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class LanguageDetectorTest {

    private static final String JAVA = """
            public final class Stack<T> {
                private final List<T> items = new ArrayList<>();

                public void push(T item) {
                    items.add(item);
                }

                public T pop() {
                    if (items.isEmpty()) {
                        throw new NoSuchElementException("the stack is empty");
                    }
                    return items.remove(items.size() - 1);
                }
            }
            """;

    private static final String PYTHON = """
            import sys

            def main(argv):
                total = 0
                for name in argv[1:]:
                    with open(name) as f:
                        total += sum(1 for line in f if line.strip())
                print(f"{total} lines")

            if __name__ == "__main__":
                main(sys.argv)
            """;

    private static final String SQL = """
            SELECT c.name, count(o.id) AS orders
            FROM customers c LEFT JOIN orders o ON o.customer_id = c.id
            WHERE o.placed_at >= '2026-01-01' GROUP BY c.name HAVING count(o.id) > 10;
            """;

    private static final String LOG = """
            2026-03-01 08:00:01,123 INFO  [io.quarkus] (main) started in 1.234s. Listening on: http://0.0.0.0:8080
            2026-03-01 08:00:02,456 WARN  [org.acme.Shop] (executor-thread-1) order 4711 took 1203 ms
            2026-03-01 08:00:03,789 ERROR [org.acme.Shop] (executor-thread-2) order 4712 failed: 503
            """;

    private static final String TABLE = """
            Jan 12,5 13,1 88 1.204
            Feb 11,0 12,9 91 1.377
            Mar 14,2 15,0 79 1.102
            Apr 15,7 16,3 80 1.090
            """;

    private final LanguageDetector detector = new LanguageDetector();

    @Test
    void aParagraphIsKnownByItsLanguage() {
        assertThat(wrong(2)).isEmpty();
    }

    @Test
    void aSentenceIsKnownByItsLanguage() {
        assertThat(wrong(1)).isEmpty();
    }

    @Test
    void aShortQueryHasItsLanguageOrNone() {
        List<Sample> samples = samples();
        long none = samples.stream()
                .filter(sample -> detector.detect(sample.texts[3]).isEmpty())
                .count();

        for (Sample sample : samples) {
            assertThat(detector.detect(sample.texts[3]).orElse(sample.code()))
                    .as(sample.texts[3])
                    .isEqualTo(sample.code());
        }
        assertThat(none).isLessThan(samples.size() / 2);
    }

    @Test
    void aScriptOfOneLanguageIsKnownByAWord() {
        assertThat(detector.detect("ψάρι")).contains("el");
        assertThat(detector.detect("서울")).isEmpty();
        assertThat(detector.detect("서울역")).contains("ko");
        assertThat(detector.detect("東京の天気")).contains("ja");
        assertThat(detector.detect("東京大学")).as("Chinese or Japanese").isEmpty();
    }

    @Test
    void chineseIsOneLanguageInBothOfItsScripts() {
        assertThat(detector.detect("由于屋顶需要紧急维修，图书馆将关闭到本月底。")).contains("zh");
        assertThat(detector.detect("由於屋頂需要緊急維修，圖書館將關閉到本月底。")).contains("zh");
    }

    @Test
    void whatIsNoProseHasNoLanguage() {
        assertThat(List.of(
                        JAVA,
                        PYTHON,
                        SQL,
                        LOG,
                        TABLE,
                        "",
                        " ... ",
                        "4711",
                        "{\"a\": [1, 2, 3]}",
                        "https://example.org/de/preise"))
                .allSatisfy(text -> assertThat(detector.detect(text)).as(text).isEmpty());
    }

    @Test
    void halfAndHalfHasNoLanguage() {
        String german = text("de", 2).repeat(20);
        String english = text("en", 2).repeat(20);

        assertThat(detector.detect(german + english)).isEmpty();
        assertThat(detector.detect(text("de", 1) + " " + text("ru", 1))).isEmpty();
    }

    @Test
    void aForewordInAnotherLanguageChangesNothing() {
        assertThat(detector.detect(text("en", 2).repeat(4) + text("de", 2).repeat(30)))
                .contains("de");
    }

    @Test
    void aNameInAnotherScriptChangesNothing() {
        assertThat(detector.detect(text("ru", 1) + " Apache Kafka")).contains("ru");
    }

    @Test
    void everyAnswerIsALanguageThatIsKnown() {
        assertThat(DetectableLanguages.codes()).allMatch(Languages::knows);
        assertThat(ScriptLanguages.codes()).allMatch(Languages::knows);
    }

    @Test
    void ofALongTextAFewPassagesAreLookedAt() {
        String book = text("fr", 2).repeat(40_000);

        assertThat(TextPassages.of(book)).hasSizeLessThanOrEqualTo(5).allMatch(passage -> passage.length() <= 800);
        assertThat(detector.detect(book)).contains("fr");
    }

    private List<String> wrong(int column) {
        List<String> wrong = new ArrayList<>();
        for (Sample sample : samples()) {
            Optional<String> detected = detector.detect(sample.texts[column]);
            if (!detected.equals(Optional.of(sample.code()))) {
                wrong.add(sample.code() + " is " + detected);
            }
        }
        return wrong;
    }

    private String text(String code, int column) {
        return samples().stream()
                        .filter(sample -> sample.code().equals(code))
                        .findFirst()
                        .orElseThrow()
                        .texts[column]
                + "\n";
    }

    private static List<Sample> samples() {
        try (InputStream file = LanguageDetectorTest.class.getResourceAsStream("/languages/samples.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> new Sample(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A line of the file: the code, a sentence, a paragraph, a query. */
    private record Sample(String[] texts) {
        String code() {
            return texts[0];
        }
    }

    @Test
    void aTokenWithoutEndTakesNoTime() {
        String marks = "-'".repeat(20_000) + "1";

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Prose.is("some words before " + marks)))
                .isTrue();
        assertThat(assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> Prose.is("a@".repeat(1) + "x".repeat(200_000))))
                .isFalse();
    }
}
