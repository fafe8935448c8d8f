package dev.lockstep.features.answers;

import dev.lockstep.features.search.Hit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers without a model. */
class QuotesTest {

    private static String quoted(Hit... hits) {
        List<CitedSource> sources = new ArrayList<>();
        for (Hit hit : hits) {
            sources.add(new CitedSource(sources.size() + 1, hit));
        }
        return Quotes.of(sources);
    }

    @Test
    void theBestSentencesAreQuotedWithTheirNumbers() {
        assertThat(quoted(
                        Found.hit("Cats nap. Otters sleep in kelp.", "Otters sleep in kelp.", "Otters", "sleep"),
                        Found.hit(
                                "Otters do sleep on their backs.",
                                "Otters do sleep on their backs.",
                                "Otters",
                                "sleep")))
                .isEqualTo("Otters sleep in kelp. [1] Otters do sleep on their backs. [2]");
    }

    @Test
    void aSentenceThatHasHalfOfTheWordsIsNotQuoted() {
        assertThat(quoted(
                        Found.hit("Cats sleep.", "Cats sleep.", "sleep"),
                        Found.hit("Otters sleep in kelp.", "Otters sleep in kelp.", "Otters", "sleep")))
                .isEqualTo("Otters sleep in kelp. [2]");
    }

    @Test
    void theSameSentenceIsQuotedOnce() {
        assertThat(quoted(
                        Found.hit("Otters sleep.", "Otters sleep.", "Otters"),
                        Found.hit("Otters sleep.", "Otters sleep.", "Otters")))
                .isEqualTo("Otters sleep. [1]");
    }

    @Test
    void atMostThreeAreQuoted() {
        assertThat(quoted(
                        Found.hit("Otter one.", "Otter one.", "Otter"),
                        Found.hit("Otter two.", "Otter two.", "Otter"),
                        Found.hit("Otter three.", "Otter three.", "Otter"),
                        Found.hit("Otter four.", "Otter four.", "Otter")))
                .endsWith("Otter three. [3]");
    }

    @Test
    void withoutACommonWordTheBestSourceIsQuotedFromItsBeginning() {
        assertThat(quoted(Found.hit(" It floats. It eats."), Found.hit("Others do too.")))
                .isEqualTo("It floats. [1]");
    }

    @Test
    void numbersInBracketsAreNoCitations() {
        String text = "Otters sleep [3] in kelp.";

        assertThat(quoted(Found.hit(text, text, "Otters"))).isEqualTo("Otters sleep (3) in kelp. [1]");
    }

    @Test
    void whatHasNoFullStopIsCutBetweenWords() {
        String text = "otter ".repeat(500).strip();

        assertThat(quoted(Found.hit(text, text, "otter")))
                .hasSizeBetween(550, 620)
                .endsWith("otter ... [1]");
    }
}
