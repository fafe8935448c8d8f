package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AnalysisTest {

    private final Analysis analysis = new Analysis();

    @Test
    void theSameWordInAnotherFormIsTheSameTerm() {
        assertThat(analysis.query("en", "running shoes").vector())
                .isEqualTo(analysis.query("en", "Runs, the shoe!").vector());
        assertThat(analysis.query("de", "Häuser").terms())
                .isEqualTo(analysis.query("de", "Haus").terms());
    }

    @Test
    void aTermOccursInAQueryAsOftenAsItIsWritten() {
        QueryTerms query = analysis.query("en", "tea or coffee or tea");

        assertThat(query.terms()).containsValues("tea", "coffe");
        assertThat(query.vector().at(index("tea"))).isEqualTo(2);
        assertThat(query.vector().at(index("coffee"))).isEqualTo(1);
    }

    @Test
    void aQueryOfStopWordsOnlyHasNoTerms() {
        assertThat(analysis.query("en", "to be or not to be").isEmpty()).isTrue();
        assertThat(analysis.query("en", " ... !?").isEmpty()).isTrue();
        assertThat(analysis.query("und", "to be").isEmpty()).isFalse();
    }

    @Test
    void whatOnlyMakesAQuestionIsLeftOutOfAQueryUnlessItIsAll() {
        assertThat(analysis.query("en", "What are the teas that I have?").terms())
                .containsOnlyKeys(index("tea"));
        assertThat(analysis.query("en", "What do I do?").terms()).containsKey(index("what"));
        assertThat(analysis.count("en", "What do I do?").counts()).containsKey(index("what"));
    }

    @Test
    void tokensSayWhereTheyStand() {
        String text = "The Cats sleep.";

        assertThat(analysis.tokens("en", text))
                .extracting(token -> text.substring(token.start(), token.end()))
                .containsExactly("Cats", "sleep");
    }

    @Test
    void everyLanguageCutsText() {
        for (String code : Languages.codes()) {
            assertThat(analysis.tokens(code, "Lockstep 2026 東京 Ψάρι книга"))
                    .as(code)
                    .isNotEmpty();
        }
    }

    @Test
    void aWeightIsBm25WithoutTheRarity() {
        TermCounts terms = analysis.count("en", "tea tea tea cup");

        SparseVector weights = new Bm25(1.2f, 0.75f, 8).weights(terms);

        // 3 * 2.2 / (3 + 1.2 * (0.25 + 0.75 * 4 / 8)) and the same with 1
        assertThat(weights.at(index("tea"))).isCloseTo(1.76f, within(1e-5f));
        assertThat(weights.at(index("cup"))).isCloseTo(1.257143f, within(1e-5f));
        assertThat(terms.length()).isEqualTo(4);
    }

    @Test
    void indicesDoNotChangeFromReleaseToRelease() {
        // Stored vectors hold them: another hash would lose every document.
        assertThat(analysis.query("en", "lockstep").terms()).isEqualTo(Map.of(LOCKSTEP, "lockstep"));
    }

    private static final int LOCKSTEP = -1219040423;

    private int index(String word) {
        return analysis.tokens("en", word).get(0).index();
    }
}
