package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueryReadingTest {

    private final Analysis analysis = new Analysis();
    private final QueryReading reading = new QueryReading(analysis);

    @Test
    void whereThereIsOneLanguageAQueryIsReadAsBefore() {
        for (String language : List.of("en", "de", "und")) {
            String query = "How are the tigers of the jungle in the Hafenbehörde?";

            assertThat(reading.read(query, language, List.of(language)).terms())
                    .isEqualTo(analysis.query(language, query).vector());
        }
    }

    @Test
    void aQueryHasTheTermsThatDocumentsOfEachLanguageHave() {
        SparseVector terms =
                reading.read("running houses", "en", List.of("en", "de", "und")).terms();

        assertThat(weight(terms, "en", "running")).isEqualTo(1);
        assertThat(weight(terms, "en", "houses")).isEqualTo(1);
        assertThat(weight(terms, "de", "houses")).isPositive();
        assertThat(weight(terms, "und", "running")).isEqualTo(1);
    }

    @Test
    void aTermThatTwoLanguagesMakeCountsOnce() {
        SparseVector terms =
                reading.read("Berlin", null, List.of("de", "en", "und")).terms();

        assertThat(terms.size()).isEqualTo(1);
        assertThat(weight(terms, "de", "Berlin")).isEqualTo(1);
    }

    @Test
    void whatSaysNothingInTheLanguageOfTheQueryIsNotLookedForInOthers() {
        SparseVector terms =
                reading.read("wer ist der Kapitän", "de", List.of("de", "en")).terms();

        assertThat(weight(terms, "de", "Kapitän")).isEqualTo(1);
        assertThat(weight(terms, "en", "ist")).isZero();
        assertThat(weight(terms, "en", "der")).isZero();
    }

    @Test
    void whereTheLanguageOfTheQueryIsNotKnownSuchWordsCountLess() {
        SparseVector terms = reading.read("cold war", null, List.of("de", "en")).terms();

        assertThat(weight(terms, "en", "cold")).isEqualTo(1);
        assertThat(weight(terms, "en", "war")).isBetween(0.1f, 0.9f);
    }

    @Test
    void wordsThatOccurTwiceCountTwice() {
        assertThat(weight(
                        reading.read("tiger tiger", "en", List.of("en", "und")).terms(), "en", "tiger"))
                .isEqualTo(2);
    }

    @Test
    void theLanguagesAreNamedThatOfTheQueryFirst() {
        assertThat(reading.read("a tiger", "en", List.of("de", "en")).languages())
                .containsExactly("en", "de");
        assertThat(reading.read("a tiger", null, List.of("de", "en")).languages())
                .containsExactly("de", "en");
    }

    private float weight(SparseVector terms, String language, String word) {
        return terms.at(analysis.tokens(language, word).stream()
                .findFirst()
                .map(LexicalToken::index)
                .orElse(0));
    }
}
