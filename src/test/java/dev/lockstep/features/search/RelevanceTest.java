package dev.lockstep.features.search;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How evidence becomes a number between 0 and 1. */
class RelevanceTest {

    private static final Set<LegName> BOTH = Set.of(LegName.values());
    private static final double STANDS_OUT = 4 * Evidence.MEANING;
    private static final double NOISE = 2 * Evidence.MEANING;

    private static Relevance in(String language, double reading) {
        return Relevance.in(List.of(language), BOTH, reading);
    }

    @Test
    void whereTheModelReadsTheLanguageBothLegsAreHeard() {
        assertThat(in("en", 1).of(STANDS_OUT, 1)).isGreaterThan(0.9);
        assertThat(in("en", 1).of(STANDS_OUT, 0)).as("in other words").isGreaterThan(0.5);
        assertThat(in("en", 1).of(NOISE, 0.7)).as("some words by chance").isLessThan(0.3);
    }

    @Test
    void whereItDoesNotWordsDecide() {
        assertThat(in("ru", 1 / 12.).of(NOISE, 1.3)).isGreaterThan(0.9);
        assertThat(in("ru", 1 / 12.).of(STANDS_OUT, 0)).isLessThan(0.1);
        assertThat(in("ru", 1 / 12.).of(NOISE, 0.5)).isLessThan(0.3);
    }

    @Test
    void eachLegCanBeHeardAlone() {
        Relevance words = Relevance.in(List.of("en"), Set.of(LegName.LEXICAL), 1);
        Relevance meaning = Relevance.in(List.of("en"), Set.of(LegName.DENSE), 1);

        assertThat(words.of(0, 1.3)).isGreaterThan(0.9);
        assertThat(words.of(0, 0.5)).isLessThan(0.2);
        assertThat(meaning.of(STANDS_OUT, 0)).isGreaterThan(0.9);
        assertThat(meaning.of(1.5 * Evidence.MEANING, 0)).isLessThan(0.1);
    }

    @Test
    void pairsOfCharactersMeetLessByChanceThanShortWords() {
        double words = 0.8;

        assertThat(in("zh", 1 / 12.).of(0, words))
                .isGreaterThan(in("en", 1 / 12.).of(0, words));
        assertThat(in("th", 1 / 12.).of(0, words)).isLessThan(in("en", 1 / 12.).of(0, words));
    }

    @Test
    void whatTheTextAddsIsCountedWhereWordsAreHeard() {
        double told = in("ru", 1 / 12.).of(NOISE, 0.9);

        assertThat(in("ru", 1 / 12.).corrected(told, 0.5)).isGreaterThan(told);
        assertThat(in("ru", 1 / 12.).corrected(told, 0)).as("nothing is added").isLessThan(told);
        assertThat(in("en", 1).corrected(1, 0)).isCloseTo(1, within(1e-5));
        assertThat(in("en", 1).corrected(0, 0)).isCloseTo(0, within(1e-5));
    }
}
