package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.PageStarts;
import dev.lockstep.domain.SourceText;
import dev.lockstep.models.embedding.BgeTokenizer;
import dev.lockstep.models.embedding.Token;
import dev.lockstep.models.embedding.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the strategies differ in. {@link ChunkerTest} has what the recursive one does, and the others below it. */
class StrategiesTest {

    private static final String CLASS = """
            import java.util.List;
            import java.util.Map;

            /** Counts. */
            class Counter {
                private int count;

                int next() {
                    int before = count;
                    count++;

                    return before;
                }

                void reset() {
                    count = 0;
                }
            }

            class Other {
            }
            """;

    private final Chunker chunker = new Chunker(BgeTokenizer.shared());

    @Test
    void sentencesAreKeptWholeAndCounted() {
        String text = "One is here. Two is here. Three is here.\n\nFour is here. Five is here.";

        assertThat(texts(text, sentences(64, 2, 0), "en"))
                .containsExactly("One is here. Two is here.", "Three is here.\n\nFour is here.", "Five is here.");
    }

    @Test
    void aChunkRepeatsTheLastSentencesOfTheOneBefore() {
        assertThat(texts("A b. C d. E f. G h. I j.", sentences(64, 3, 1), "en"))
                .containsExactly("A b. C d. E f.", "E f. G h. I j.");
        assertThat(texts("A b. C d. E f. G h. I j.", sentences(64, 3, 2), "en"))
                .containsExactly("A b. C d. E f.", "C d. E f. G h.", "E f. G h. I j.");
    }

    @Test
    void aSentenceThatIsTooLongIsCutAndLeavesTheOthersWhole() {
        String words = IntStream.range(0, 40).mapToObj(i -> "word").collect(Collectors.joining(" "));

        assertThat(texts("Short one. Long " + words + ". Short two.", sentences(16, null, 0), "en"))
                .startsWith("Short one.")
                .endsWith("Short two.")
                .hasSizeBetween(5, 6);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Dr. Smith met Mr. J. R. Jones.",
        "en, It is in the U.S. Senate.",
        "en, See Fig. 3 and No. 7 of vol. 2.",
        "en, They said e.g. Monday.",
        "de, Der Beschluss vom 3. Oktober gilt für Prof. Weber.",
        "de, Das ist z. B. Abb. 4 bzw. Kapitel Zwei.",
        "fr, Mme. Curie et M. Curie.",
        "es, El Sr. López y la Dra. Ruiz.",
        "nl, Dhr. Jansen en mevr. Bakker.",
        "ru, См. Рис. 5 на ул. Ленина.",
    })
    void aFullStopAfterAnAbbreviationEndsNoSentence(String language, String sentence) {
        assertThat(texts(sentence + " " + sentence, sentences(100, 1, 0), language))
                .containsExactly(sentence, sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "en, It is so., Then it went.",
        "en, He said no., Then he left.",
        "en, So am I., They went.",
        "en, It was in 1999., Then came 2000.",
        "en, It was the 3., October came.",
        "de, Wer ist da?, Niemand ist da.",
        "zh, 你好。, 再见。",
        "ja, 雨です。, 寒いです。",
    })
    void anyOtherEndDoes(String language, String first, String second) {
        assertThat(texts(first + " " + second, sentences(100, 1, 0), language)).containsExactly(first, second);
    }

    @Test
    void headingsAreReadInAnyText() {
        Chunking chunking = new Chunking(Strategy.HEADINGS, 64, 0, null, null);
        String text =
                "# Guide\n\nIntro.\n\nInstall\n-------\n\n### Linux\n\nRun it.\n\n```\n# no heading\n```\n\n# End\nBye.";

        List<TextChunk> chunks = chunker.chunk(text, Format.TEXT, chunking);

        assertThat(chunks)
                .extracting(TextChunk::headings)
                .containsExactly(List.of("Guide"), List.of("Guide", "Install", "Linux"), List.of("End"));
        assertThat(chunks.get(1).text()).startsWith("Install\n---").contains("# no heading");
    }

    @Test
    void aChunkIsSmallerWhereItsHeadingsLeaveLessRoom() {
        String body = "word ".repeat(60);
        SourceText source = new SourceText(null, Format.MARKDOWN, "# A\n" + body + "\n## B\n" + body, null, List.of());
        Chunking chunking = new Chunking(Strategy.HEADINGS, 60, 0, null, null);

        List<TextChunk> chunks = chunker.chunk(source, chunking, "en", headings -> 60 - 20 * headings.size());

        assertThat(chunks)
                .filteredOn(chunk -> chunk.headings().size() == 1)
                .extracting(TextChunk::tokens)
                .allMatch(tokens -> tokens <= 40)
                .anyMatch(tokens -> tokens > 20);
        assertThat(chunks)
                .filteredOn(chunk -> chunk.headings().size() == 2)
                .extracting(TextChunk::tokens)
                .allMatch(tokens -> tokens <= 20);
    }

    @Test
    void aFormFeedEndsAPage() {
        String text = "One.\n\nStill one.\fTwo 😀.\f\fFour.\f";

        assertThat(texts(text, new Chunking(Strategy.PAGES, 64, 16, null, null), "en"))
                .containsExactly("One.\n\nStill one.", "Two 😀.", "Four.");
        PageStarts pages = PageStarts.dividedIn(text);
        assertThat(pages.starts()).containsExactly(0, 17, 24, 25, 31);
        assertThat(pages.at(0, 17, 23).firstPage()).isEqualTo(2);
        assertThat(pages.at(0, 25, 30).lastPage()).isEqualTo(4);
        assertThat(pages.at(0, 10, 26)).extracting("firstPage", "lastPage").containsExactly(1, 4);
    }

    @Test
    void pagesMayBeKnownOtherwise() {
        SourceText source =
                new SourceText(null, Format.TEXT, "😀 one two three", new PageStarts(List.of(0, 2, 10)), List.of());

        assertThat(chunker.chunk(source, new Chunking(Strategy.PAGES, 64, 0, null, null), "en", headings -> 64))
                .extracting(TextChunk::text)
                .containsExactly("😀", "one two", "three");
    }

    @Test
    void aChunkOfAPageNamesTheHeadingThatItBeginsUnder() {
        SourceText source =
                new SourceText(null, Format.MARKDOWN, "# A\nIn A.\fStill A.\n# B\nIn B.\fStill B.", null, List.of());

        assertThat(chunker.chunk(source, new Chunking(Strategy.PAGES, 64, 0, null, null), "en", headings -> 64))
                .extracting(TextChunk::headings)
                .containsExactly(List.of("A"), List.of("A"), List.of("B"));
    }

    @Test
    void aLongPageIsCutWithinIt() {
        String page = "A sentence that says little. ".repeat(10);

        assertThat(texts(page + "\f" + page, new Chunking(Strategy.PAGES, 32, 8, null, null), "en"))
                .hasSizeGreaterThan(4)
                .allMatch(text -> text.startsWith("A sentence"));
    }

    @Test
    void codeIsCutBetweenItsBlocksAndKeepsItsIndentation() {
        assertThat(texts(CLASS, code(36), null))
                .containsExactly(
                        "import java.util.List;\nimport java.util.Map;",
                        "/** Counts. */\nclass Counter {\n    private int count;\n\n    int next() {\n        int before = count;\n"
                                + "        count++;\n\n        return before;\n    }",
                        "    void reset() {\n        count = 0;\n    }\n}\n\nclass Other {\n}");
    }

    @Test
    void codeWithoutIndentationIsReadByItsBrackets() {
        String flat = CLASS.lines().map(String::strip).collect(Collectors.joining("\n"));

        assertThat(texts(flat, code(36), null)).hasSize(3).last().asString().startsWith("void reset() {");
    }

    @Test
    void indentationAloneMakesBlocks() {
        String python = "import os\n\n@cached\ndef first(a):\n    # adds\n    return a + 1\n"
                + "def second(b):\n    for c in b:\n        print(c)\n\n    return b\n";

        assertThat(texts(python, code(32), null))
                .containsExactly(
                        "import os\n\n@cached\ndef first(a):\n    # adds\n    return a + 1",
                        "def second(b):\n    for c in b:\n        print(c)\n\n    return b");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 20, 25, 40})
    void linesOfCodeAreNeverCutWhereTheyFit(int maxTokens) {
        assertThat(texts(CLASS, code(maxTokens), null))
                .allSatisfy(text -> assertThat(CLASS).containsPattern("(?m)^" + Pattern.quote(text) + "$"));
    }

    @Test
    void aSmallChunkDoesNotTakeInPartOfALine() {
        String line = "call(a, b, c, d, e, f, g)";

        assertThat(texts("x;\n" + line, code(16), null)).containsExactly("x;", line);
    }

    /** As tokenizers do that mark the beginning of a text. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aChunkFitsEvenIfItReadsLongerByItselfThanWithinTheText(Strategy strategy) {
        Tokenizer longer = new Tokenizer() {
            @Override
            public List<Token> tokens(String text) {
                return BgeTokenizer.shared().tokens(text);
            }

            @Override
            public int count(String text) {
                return tokens(text).size() + 2;
            }
        };
        String text = "One two three four five six. Seven eight nine ten.\nEleven twelve.\n\n".repeat(9)
                + "A b c d e f g h i j k l m n o.\n";

        assertThat(new Chunker(longer).chunk(text, Format.TEXT, new Chunking(strategy, 16, 4, null, null)))
                .allMatch(chunk -> longer.count(chunk.text()) <= 16)
                .extracting(TextChunk::text)
                .allMatch(text::contains)
                .hasSizeGreaterThan(9)
                .last()
                .asString()
                .endsWith("o.");
    }

    @Test
    void aLineOfCodeThatIsTooLongIsCut() {
        String line = "int[] a = {" + "1, ".repeat(100) + "};";

        assertThat(texts("int b;\n" + line + "\nint c;", code(16), null))
                .hasSizeGreaterThan(10)
                .last()
                .asString()
                .endsWith("int c;");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void workGrowsInProportionToTheText(Strategy strategy) {
        for (String pattern : List.of("Some words here. ", "a {\n\tb\n\n}\n", "x\f", "# x\ny\n", "Dr. ")) {
            long once = tokenised(pattern.repeat(2_000), strategy);
            long fourTimes = tokenised(pattern.repeat(8_000), strategy);
            assertThat((double) fourTimes / once).as(pattern).isBetween(3.5, 4.5);
        }
    }

    /** Chars given to the tokenizer while chunking. */
    private static long tokenised(String text, Strategy strategy) {
        AtomicLong chars = new AtomicLong();
        Tokenizer counting = new Tokenizer() {
            @Override
            public List<Token> tokens(String part) {
                chars.addAndGet(part.length());
                return BgeTokenizer.shared().tokens(part);
            }
        };
        assertThat(new Chunker(counting).chunk(text, Format.TEXT, new Chunking(strategy, 384, 48, null, null)))
                .isNotEmpty();
        return chars.get();
    }

    private static Chunking sentences(int maxTokens, Integer most, int overlap) {
        return new Chunking(Strategy.SENTENCES, maxTokens, 0, most, overlap);
    }

    private static Chunking code(int maxTokens) {
        return new Chunking(Strategy.CODE, maxTokens, 0, null, null);
    }

    private List<String> texts(String text, Chunking chunking, String language) {
        SourceText source = new SourceText(null, Format.TEXT, text, null, List.of());
        return chunker.chunk(source, chunking, language, headings -> chunking.maxTokens()).stream()
                .map(TextChunk::text)
                .toList();
    }
}
