package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Format;
import dev.lockstep.models.embedding.TinyXlmRoberta;
import dev.lockstep.models.embedding.TinyXlmRoberta.Parting;
import dev.lockstep.models.embedding.Tokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Chunks by tokenizers that put a mark before words, and may count white space to the word behind it. */
class SentencePieceChunkingTest {

    private static final int CASES = 60;

    @ParameterizedTest
    @EnumSource
    void sentencesStayWhole(Parting parting) {
        String sentence = "The tiger cat is a striped cat. ";
        assertThat(texts(parting, sentence.repeat(6), 32))
                .hasSizeGreaterThan(2)
                .allMatch(text -> text.startsWith("The tiger") && text.endsWith("striped cat."));
    }

    @ParameterizedTest
    @EnumSource
    void chunksOfAnyTextFitAndCoverIt(Parting parting) {
        Tokenizer tokenizer = TinyXlmRoberta.tokenizer(parting);
        for (long seed = 1; seed <= CASES; seed++) {
            String text = RandomText.of(seed);
            StringBuilder covered = new StringBuilder();
            for (TextChunk chunk : new Chunker(tokenizer).chunk(text, Format.TEXT, Chunking.recursive(32, 0))) {
                assertThat(chunk.tokens())
                        .as("seed " + seed)
                        .isEqualTo(tokenizer.count(chunk.text()))
                        .isBetween(1, 32);
                covered.append(chunk.text());
            }
            assertThat(withoutWhiteSpace(covered.toString())).as("seed " + seed).isEqualTo(withoutWhiteSpace(text));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTextWithoutWhiteSpaceIsCutToFit(Parting parting) {
        String text = "中文猫".repeat(20_000);
        assertThat(String.join("", texts(parting, text, 100))).isEqualTo(text);
    }

    @Test
    void muchWhiteSpaceIsNoChunk() {
        assertThat(texts(Parting.METASPACE, "the" + " ".repeat(500) + "cat", 20))
                .containsExactly("the", "cat");
        assertThat(texts(Parting.METASPACE, " ".repeat(500) + "cat" + " ".repeat(500), 20))
                .containsExactly("cat");
    }

    private static List<String> texts(Parting parting, String text, int most) {
        return new Chunker(TinyXlmRoberta.tokenizer(parting))
                .chunk(text, Format.TEXT, Chunking.recursive(most, 0)).stream()
                        .map(TextChunk::text)
                        .toList();
    }

    private static String withoutWhiteSpace(String text) {
        return text.codePoints()
                .filter(point -> !Character.isWhitespace(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
