package dev.lockstep.models.embedding;

import ai.djl.util.Utils;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DjlTokenizerTest {

    private final Tokenizer tokenizer = BgeTokenizer.shared();

    @Test
    void offsetsCountCharsOfTheOriginalText() {
        String text = "😀 Naïve cafe\u0301 embeddings";
        assertThat(tokenizer.tokens(text).stream().map(t -> text.substring(t.start(), t.end())))
                .containsExactly("😀", "Naïve", "cafe", "em", "bed", "ding", "s");
    }

    @Test
    void halfASurrogatePairShiftsNothing() {
        String text = "\uD83D 😀😀 tail";
        List<Token> tokens = tokenizer.tokens(text);
        Token last = tokens.get(tokens.size() - 1);
        assertThat(text.substring(last.start(), last.end())).isEqualTo("tail");
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 5_000, 100_000})
    void longTextIsNotCut(int words) {
        String text = "word ".repeat(words);
        assertThat(tokenizer.count(text)).isEqualTo(words);
        assertThat(tokenizer.tokens(text)).hasSize(words);
    }

    static Stream<String> unitsOfLongText() {
        return Stream.of("embeddings, (é) 中😀! ", "a.b/", "中文", "한국어 ", "!", "-x");
    }

    @ParameterizedTest
    @MethodSource("unitsOfLongText")
    void blocksTokeniseAsOnePieceWould(String unit) {
        int each = tokenizer.count(unit);
        int repeats = 3 * TextBlocks.TARGET / unit.length();
        String text = unit.repeat(repeats);
        assertThat(tokenizer.tokens(text)).hasSize(repeats * each);
        assertThat(tokenizer.count(text)).isEqualTo(repeats * each);
    }

    @Test
    void aWordOfAMillionCharactersIsOneTokenAcrossBlocks() {
        String text = "x " + "a".repeat(1_000_000) + " y";
        assertThat(tokenizer.tokens(text))
                .containsExactly(new Token(0, 1), new Token(2, 1_000_002), new Token(1_000_003, 1_000_004));
    }

    @Test
    void djlIsToldToStayOffTheNetwork() {
        assertThat(tokenizer.count("loaded")).isEqualTo(1);
        assertThat(Utils.isOfflineMode()).isTrue();
    }

    @Test
    void emptyTextHasNoTokens() {
        assertThat(tokenizer.tokens("")).isEmpty();
        assertThat(tokenizer.count(" \n\u200B")).isZero();
    }
}
