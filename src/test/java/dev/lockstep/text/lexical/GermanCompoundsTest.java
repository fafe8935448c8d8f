package dev.lockstep.text.lexical;

import java.util.List;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GermanCompoundsTest {

    private static final String TEXT = "Die Hafenbehörde prüft den Versicherungsvertrag der Wohnungsbaugesellschaft.";

    private final Analysis analysis = new Analysis();

    @Test
    void aCompoundIsFoundByItsParts() {
        SparseVectors document = new SparseVectors(TEXT);

        assertThat(document.score("Hafen")).isPositive();
        assertThat(document.score("Behörden")).isPositive();
        assertThat(document.score("Verträge")).isPositive();
        assertThat(document.score("Bau")).isPositive();
        assertThat(document.score("Haus")).isZero();
    }

    @Test
    void theExactCompoundComesBeforeItsParts() {
        double compound = new SparseVectors("Die Hafenbehörde prüft.").score("Hafenbehörden");

        assertThat(compound).isGreaterThan(new SparseVectors("Die Behörde im Hafen prüft.").score("Hafenbehörden"));
        assertThat(new SparseVectors("Die Behörde im Hafen prüft.").score("Hafenbehörden"))
                .isPositive();
    }

    @Test
    void partsStandWhereTheyAreWritten() {
        assertThat(analysis.tokens("de", TEXT))
                .filteredOn(LexicalToken::additional)
                .extracting(token -> TEXT.substring(token.start(), token.end()))
                .containsExactly("Hafen", "behörde", "Versicherung", "vertrag", "Wohnung", "bau", "gesellschaft");
    }

    @Test
    void partsDoNotMakeATextLonger() {
        assertThat(analysis.count("de", "Hafenbehörde").length()).isEqualTo(1);
        assertThat(analysis.count("de", "Hafenbehörde").counts()).hasSize(3);
    }

    @Test
    void aWordThatIsNoCompoundHasNoParts() {
        assertThat(List.of("gesellschaft", "bibliothek", "unternehmen", "wissenschaften", "haus", "", "x".repeat(500)))
                .allSatisfy(
                        word -> assertThat(GermanCompounds.parts(word)).as(word).isEmpty());
    }

    @Test
    void whatVectorsOfBeforeHoldIsStillAskedFor() throws Exception {
        try (GermanAnalyzer before = new GermanAnalyzer()) {
            assertThat(analysis.tokens("de", TEXT))
                    .filteredOn(token -> !token.additional())
                    .extracting(LexicalToken::term)
                    .containsExactlyElementsOf(AnalyzerTerms.of(before, TEXT));
        }
    }

    /** Scores a text without rarity. */
    private final class SparseVectors {
        private final String text;

        private SparseVectors(String text) {
            this.text = text;
        }

        private double score(String query) {
            return new Bm25(1.2f, 0.75f, 64)
                    .weights(analysis.count("de", text))
                    .dot(analysis.query("de", query).vector());
        }
    }
}
