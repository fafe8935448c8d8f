package dev.lockstep.text.chunking;

import com.ibm.icu.text.BreakIterator;
import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Format;
import dev.lockstep.models.embedding.TinyXlmRoberta;
import dev.lockstep.models.embedding.TinyXlmRoberta.Parting;
import dev.lockstep.models.embedding.Token;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GraphemesTest {

    @ParameterizedTest
    @ValueSource(strings = {"e\u0301", "👩🏽‍🚀", "🇨🇭", "각", "\u1112\u1161\u11AB", "नि", "👨‍👩‍👧‍👦", "1️⃣"})
    void noAtomBeginsWithinACharacter(String character) {
        String text = character.repeat(8) + " a" + character;
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);

        Atoms atoms = Atoms.of(text, everyChar(text));

        assertThat(IntStream.range(0, atoms.size()).map(atoms::start))
                .allMatch(characters::isBoundary)
                .hasSizeGreaterThan(8);
    }

    @Test
    void aCharacterWithoutEndIsCut() {
        String text = "a" + "\u0301".repeat(1_000);

        Atoms atoms = Atoms.of(text, everyChar(text));

        assertThat(atoms.size()).isGreaterThan(30);
        assertThat(atoms.cost(0, atoms.size())).isEqualTo(text.length());
    }

    @Test
    void chunksBeginWithWholeCharacters() {
        String text = "🇨🇭".repeat(300);

        assertThat(new Chunker(TinyXlmRoberta.tokenizer(Parting.METASPACE))
                        .chunk(text, Format.TEXT, Chunking.recursive(32, 0)))
                .isNotEmpty()
                .allMatch(chunk -> chunk.text().codePointCount(0, chunk.text().length()) % 2 == 0);
    }

    private static List<Token> everyChar(String text) {
        return IntStream.range(0, text.length())
                .mapToObj(i -> new Token(i, i + 1))
                .toList();
    }
}
