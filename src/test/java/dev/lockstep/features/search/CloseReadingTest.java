package dev.lockstep.features.search;

import dev.lockstep.features.search.CloseReading.Closeness;
import dev.lockstep.text.lexical.Analysis;
import dev.lockstep.text.lexical.QueryTerms;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a chunk's text tells beyond its score by words. */
class CloseReadingTest {

    private final Analysis analysis = new Analysis();

    private Closeness read(String language, String query, String text) {
        QueryTerms terms = analysis.query(language, query);
        return new CloseReading(terms, terms.vector()).of(analysis.tokens(language, text));
    }

    @Test
    void wordsNearEachOtherTellMoreThanWordsApart() {
        String apart = "The otter swam for hours along the coast before it found its kelp.";

        assertThat(read("en", "otter kelp", "An otter slept in kelp.").support())
                .isGreaterThan(read("en", "otter kelp", apart).support());
        assertThat(read("en", "otter kelp", apart).support()).isZero();
    }

    @Test
    void aWordThatBeginsAlikeIsBetterThanNone() {
        double other = read("und", "перехватил", "Он перехватывает мячи.").support();

        assertThat(other).isPositive();
        assertThat(read("und", "перехватил", "Он бросает мячи.").support()).isZero();
    }

    @Test
    void aShortCommonBeginningTellsNothing() {
        assertThat(read("und", "interesse", "Es regnet im internationalen Hafen.")
                        .support())
                .isZero();
        assertThat(read("und", "der", "Derselbe Hafen.").support()).isZero();
    }

    @Test
    void aWordAndItsPartsAreNotNearEachOther() {
        assertThat(read("de", "Hafenbehörde", "Die Hafenbehörde schläft.").support())
                .isZero();
    }

    @Test
    void ofNoWordsThereIsNothingToRead() {
        Closeness nothing = read("en", "", "An otter slept.");

        assertThat(nothing.support()).isZero();
        assertThat(nothing.found()).isEmpty();
    }

    @Test
    void foundWordsAndLengthAreTold() {
        Closeness found = read("en", "otter kelp seal", "An otter slept in kelp.");

        assertThat(found.found()).hasSize(2);
        assertThat(found.words()).isEqualTo(3);
    }
}
