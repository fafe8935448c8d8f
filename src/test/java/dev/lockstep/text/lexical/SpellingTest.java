package dev.lockstep.text.lexical;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpellingTest {

    private final Analysis analysis = new Analysis();

    @ParameterizedTest
    @CsvSource({
        "Cafe\u0301, Café",
        "\u110E\u1169\u110B\u1175, 초이",
        "\uFB01nanzie\uFB00, finanzieff",
        "Ｌｏｃｋｓｔｅｐ, Lockstep",
        "ｶﾞﾗｽ, ガラス",
        "H₂O, H2O",
        "Donau\u00ADdampf\u00ADschiff, Donaudampfschiff",
        "O’Brien, O'Brien",
        "Hawaiʻi, Hawai'i",
        "cœur, coeur",
        "Œuvre, Oeuvre",
        "Wachſtube, Wachstube",
        "ﻣﺮﺣﺒﺎ, مرحبا",
    })
    void wordsThatReadTheSameMatchInEveryLanguage(String written, String asked) {
        for (String language : Languages.codes()) {
            assertThat(analysis.count(language, written).counts())
                    .as(language)
                    .isEqualTo(analysis.count(language, asked).counts());
            assertThat(analysis.query(language, written).terms().keySet())
                    .as(language)
                    .containsAll(analysis.query(language, asked).terms().keySet());
        }
    }

    @Test
    void termsSayWhereTheyStandInTheTextAsItIsWritten() {
        String text = "«Le cœur de l’e\u0301te\u0301», Donau\u00ADdampf, \uFB01n.";

        List<LexicalToken> tokens = analysis.tokens("und", text);

        assertThat(tokens)
                .filteredOn(token -> !token.additional())
                .extracting(token -> text.substring(token.start(), token.end()))
                .containsExactly("Le", "cœur", "de", "l’e\u0301te\u0301", "Donau\u00ADdampf", "\uFB01n");
    }

    @Test
    void whatStandsBesideAWordDoesNotStickToIt() {
        assertThat(analysis.query("en", "Lockstep™ note¹").terms()).containsValues("lockstep", "note");
        assertThat(analysis.query("en", "‘tea’").terms().values()).containsExactly("tea");
    }

    @Test
    void aFillerIsOneWithEitherApostrophe() {
        assertThat(analysis.query("en", "why doesn’t tea").terms())
                .isEqualTo(analysis.query("en", "why doesn't tea").terms());
    }

    @Test
    void mostTextsAreLeftAsTheyAre() {
        assertThat(Spelling.isPlain("The café's teas: 東京, Ψάρι, книга.")).isTrue();
        assertThat(Spelling.isPlain("l’été")).isFalse();
    }
}
