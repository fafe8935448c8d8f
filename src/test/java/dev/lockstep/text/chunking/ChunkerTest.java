package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.models.embedding.BgeTokenizer;
import dev.lockstep.models.embedding.Token;
import dev.lockstep.models.embedding.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkerTest {

    private static final Chunking SMALL = Chunking.recursive(16, 0);
    private static final String SENTENCE = "One two three four five six seven eight nine ten. ";

    private final Chunker chunker = new Chunker(BgeTokenizer.shared());

    @Test
    void aShortTextIsOneChunk() {
        assertThat(chunker.chunk("  Hello, world!\n", Format.TEXT, Chunking.DEFAULT))
                .containsExactly(new TextChunk(0, "Hello, world!", 2, 15, List.of(), 4));
    }

    @Test
    void paragraphsThatFitTogetherShareAChunk() {
        assertThat(texts("One.\n\nTwo.\n\nThree.", Format.TEXT, SMALL)).containsExactly("One.\n\nTwo.\n\nThree.");
    }

    @Test
    void paragraphsAreKeptWholeWhereTheyFit() {
        String text = SENTENCE + "\n\n" + SENTENCE + "\n\n" + SENTENCE;
        assertThat(texts(text, Format.TEXT, Chunking.recursive(25, 0)))
                .containsExactly(SENTENCE + "\n\n" + SENTENCE.strip(), SENTENCE.strip());
    }

    @Test
    void aLongParagraphIsCutBetweenSentences() {
        assertThat(texts(SENTENCE.repeat(5), Format.TEXT, Chunking.recursive(25, 0)))
                .containsExactly(SENTENCE.repeat(2).strip(), SENTENCE.repeat(2).strip(), SENTENCE.strip());
    }

    @Test
    void aLongSentenceIsCutBetweenWords() {
        assertThat(texts("word ".repeat(40), Format.TEXT, SMALL))
                .containsExactly(
                        "word ".repeat(16).strip(),
                        "word ".repeat(16).strip(),
                        "word ".repeat(8).strip());
    }

    @Test
    void aHeadingBeginsAChunkAndIsNamedByEveryChunkBelowIt() {
        List<TextChunk> chunks = chunker.chunk(
                "Before.\n# Guide #\nIntro.\n## Install\n" + SENTENCE + SENTENCE + "\n# End\nBye.",
                Format.MARKDOWN,
                SMALL);
        assertThat(chunks)
                .extracting(TextChunk::text)
                .containsExactly(
                        "Before.",
                        "# Guide #\nIntro.",
                        "## Install\n" + SENTENCE.strip(),
                        SENTENCE.strip(),
                        "# End\nBye.");
        assertThat(chunks)
                .extracting(TextChunk::headings)
                .containsExactly(
                        List.of(),
                        List.of("Guide"),
                        List.of("Guide", "Install"),
                        List.of("Guide", "Install"),
                        List.of("End"));
    }

    @Test
    void aHeadingWithoutTextJoinsTheNextOne() {
        List<TextChunk> chunks = chunker.chunk("# Book\n\n## Chapter\n\nText.", Format.MARKDOWN, Chunking.DEFAULT);
        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.text()).isEqualTo("# Book\n\n## Chapter\n\nText.");
            assertThat(chunk.headings()).containsExactly("Book", "Chapter");
        });
    }

    @Test
    void aHeadingIsNeverLeftWithoutTheTextBelowIt() {
        assertThat(texts("# Title\n\n" + "word ".repeat(30), Format.MARKDOWN, SMALL))
                .first()
                .isEqualTo("# Title\n\n" + "word ".repeat(14).strip());
    }

    @Test
    void setextHeadingsAreHeadingsAndRulesUnderParagraphsAreNot() {
        List<TextChunk> chunks =
                chunker.chunk("Title\n===\na\n\nSub\n---\nb\n\ntwo\nlines\n---\nc", Format.MARKDOWN, Chunking.DEFAULT);
        assertThat(chunks).extracting(TextChunk::headings).containsExactly(List.of("Title"), List.of("Title", "Sub"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\n# no\n```\n", // fenced
                "~~~~\n~~~\n# no\n~~~~\n", // a shorter fence closes nothing
                "```\n# no", // unclosed: to the end
                "    # no\n", // indented code
                "#no\n", // needs a space
                "####### no\n", // at most six
                "---\ntitle: no\n---\ntext", // front matter
                "- item\n---\n", // a rule after a list
                "> quote\n---\n"
            })
    void whatOnlyLooksLikeAHeadingIsNone(String text) {
        assertThat(chunker.chunk("a\n\n# yes\n\n" + text, Format.MARKDOWN, Chunking.DEFAULT))
                .extracting(TextChunk::headings)
                .containsExactly(List.of(), List.of("yes"));
        assertThat(chunker.chunk(text, Format.MARKDOWN, Chunking.DEFAULT))
                .extracting(TextChunk::headings)
                .containsOnly(List.of());
    }

    @Test
    void plainTextHasNoHeadings() {
        assertThat(chunker.chunk("# One\ntext\n# Two\ntext", Format.TEXT, Chunking.DEFAULT))
                .hasSize(1)
                .allSatisfy(chunk -> assertThat(chunk.headings()).isEmpty());
    }

    @Test
    void codeAndTablesAreCutBetweenLines() {
        String table = "| a | b |\n".repeat(8).strip();
        assertThat(texts(table, Format.MARKDOWN, Chunking.recursive(20, 0)))
                .containsExactly(
                        "| a | b |\n".repeat(4).strip(), "| a | b |\n".repeat(4).strip());
    }

    @Test
    void overlapRepeatsTheLastSentencesOfTheChunkBefore() {
        assertThat(texts(
                        "A b c d e f. G h i j. K l m n. O p q r. S t u v w x.", Format.TEXT, Chunking.recursive(18, 6)))
                .containsExactly("A b c d e f. G h i j. K l m n.", "K l m n. O p q r. S t u v w x.");
    }

    @Test
    void overlapRepeatsWordsWhereASentenceIsTooLong() {
        List<String> texts = texts(numbers(40), Format.TEXT, Chunking.recursive(16, 4));
        assertThat(texts.get(0)).endsWith(" 16");
        assertThat(texts.get(1)).startsWith("13 14 15 16 17 ");
    }

    @Test
    void overlapDoesNotCrossIntoTheNextSection() {
        assertThat(texts("# A\nOne two. Three.\n# B\nFour.", Format.MARKDOWN, Chunking.recursive(64, 31)))
                .containsExactly("# A\nOne two. Three.", "# B\nFour.");
    }

    @Test
    void positionsCountCodePoints() {
        String text = "😀 one.\n\n" + "中".repeat(20);
        List<TextChunk> chunks = chunker.chunk(text, Format.TEXT, SMALL);
        TextChunk last = chunks.get(chunks.size() - 1);
        assertThat(last.end()).isEqualTo(text.codePointCount(0, text.length()));
        assertThat(text.codePoints()
                        .skip(last.start())
                        .limit(last.end() - last.start())
                        .toArray())
                .isEqualTo(last.text().codePoints().toArray());
    }

    @Test
    void textWithoutSpacesIsCutBetweenIdeographs() {
        assertThat(texts("中文字".repeat(20) + "。", Format.TEXT, SMALL))
                .allSatisfy(t -> assertThat(t.codePoints().allMatch(Character::isIdeographic) || t.endsWith("。"))
                        .isTrue());
    }

    @Test
    void aRunOfEmojiIsCutBetweenWholeCharacters() {
        String family = "👨‍👩‍👧";
        assertThat(texts(family.repeat(100), Format.TEXT, SMALL))
                .hasSizeGreaterThan(1)
                .allSatisfy(t -> assertThat(t.replace(family, "")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r\n", "\u200B\uFEFF"})
    void textWithNothingToReadIsRefused(String text) {
        assertThatThrownBy(() -> chunker.chunk(text, Format.TEXT, Chunking.DEFAULT))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_TEXT));
    }

    @Test
    void aWordThatIsNoneIsRefusedWithItsPosition() {
        String word = "x".repeat(10_000);
        assertThat(chunker.chunk("😀 " + word, Format.TEXT, Chunking.DEFAULT)).isNotEmpty();
        assertThatThrownBy(() -> chunker.chunk("😀 " + word + "x", Format.TEXT, Chunking.DEFAULT))
                .isInstanceOfSatisfying(Rejected.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TOKEN_TOO_LONG);
                    assertThat(e.facts()).containsEntry("position", 2).containsEntry("limit", 10_000);
                });
    }

    @Test
    void aWordOfAMillionCharactersIsRefusedBeforeItIsTokenised() {
        Tokenizer untouched = text -> {
            throw new AssertionError("tokenised " + text.length() + " chars");
        };
        assertThatThrownBy(() -> new Chunker(untouched).chunk("a".repeat(1_000_000), Format.TEXT, Chunking.DEFAULT))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void aWordOfAMillionCharactersCanBeAllowed() {
        List<TextChunk> chunks = new Chunker(BgeTokenizer.shared(), 1_000_000)
                .chunk("a".repeat(1_000_000), Format.TEXT, Chunking.recursive(500, 0));
        assertThat(chunks).hasSize(2_000).allSatisfy(chunk -> assertThat(chunk.text())
                .hasSize(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Some words here. ", "# x\ny\n", ".\" \"", "!", "中", "word\n\n", "1. a "})
    void workGrowsInProportionToTheText(String pattern) {
        long once = tokenised(pattern.repeat(2_000));
        long fourTimes = tokenised(pattern.repeat(8_000));
        assertThat((double) fourTimes / once).isBetween(3.5, 4.5);
    }

    /** Chars given to the tokenizer while chunking. */
    private static long tokenised(String text) {
        AtomicLong chars = new AtomicLong();
        Tokenizer counting = new Tokenizer() {
            @Override
            public List<Token> tokens(String part) {
                chars.addAndGet(part.length());
                return BgeTokenizer.shared().tokens(part);
            }
        };
        assertThat(new Chunker(counting).chunk(text, Format.MARKDOWN, Chunking.DEFAULT))
                .isNotEmpty();
        return chars.get();
    }

    private List<String> texts(String text, Format format, Chunking chunking) {
        return chunker.chunk(text, format, chunking).stream()
                .map(TextChunk::text)
                .toList();
    }

    private static String numbers(int count) {
        StringBuilder numbers = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            numbers.append(i).append(' ');
        }
        return numbers.toString();
    }
}
