package dev.lockstep.features.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a model writes, only sources are cited. */
class MarkersTest {

    private static final int SOURCES = 3;
    private static final Pattern CITATION = Pattern.compile("\\[\\s?\\d+\\s?]");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Otters sleep. [1] | Otters sleep. [1]",
                "Otters [1, 3] sleep [2]. | Otters [1][3] sleep [2].",
                "Otters [1-3]. | Otters [1][2][3].",
                "Otters [2\u20139] | Otters [2][3]",
                "Otters [4]. | Otters.",
                "Otters [0] sleep [99] well [1]. | Otters sleep well [1].",
                "Otters [1, 7]. | Otters [1].",
                "Otters [see 1] [a] [] a[i] | Otters [see 1] [a] [] a[i]",
                "[9] Otters | Otters",
                "In 2024 [2024]. | In 2024.",
                "It [1[9]] or [[2]] | It (1] or ([2]]",
                "open [1 | open [1",
            })
    void onlyNumbersOfSourcesStay(String written, String told) {
        assertThat(told(List.of(written))).isEqualTo(told);
    }

    @Test
    void piecesAreTheTextHoweverTheyAreCut() {
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String text = anything(random);
            String whole = told(List.of(text));
            List<String> pieces = new ArrayList<>();
            for (int at = 0; at < text.length(); ) {
                int next = Math.min(text.length(), at + 1 + random.nextInt(4));
                pieces.add(text.substring(at, next));
                at = next;
            }
            assertThat(told(pieces)).as("seed %d: %s", seed, text).isEqualTo(whole);
            assertThat(CITATION.matcher(whole).results().map(found -> found.group()))
                    .as("seed %d: %s", seed, text)
                    .isSubsetOf("[1]", "[2]", "[3]");
        }
    }

    private static String anything(SplittableRandom random) {
        String alphabet = "[[[]]]1239,-; \n  a.";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void spaceWithoutEndIsNotReadAgainAndAgain() {
        assertThat(told(List.of("a" + " ".repeat(2_000_000), " ".repeat(2_000_000))))
                .isEqualTo("a");
    }

    @Test
    void numbersInTheBracketsOfASourceCiteNothing() {
        assertThat(Markers.neutral("As shown [3], a[0] and [1, 2].")).isEqualTo("As shown (3), a(0) and (1, 2).");
    }

    private static String told(List<String> pieces) {
        StringBuilder told = new StringBuilder();
        CitedText text = new CitedText(new Markers(SOURCES), told::append);
        pieces.forEach(text::append);
        assertThat(text.finish()).isEqualTo(told.toString());
        return told.toString();
    }
}
