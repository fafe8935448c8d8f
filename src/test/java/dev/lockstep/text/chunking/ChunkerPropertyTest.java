package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.PageStarts;
import dev.lockstep.domain.SourceText;
import dev.lockstep.models.embedding.BgeTokenizer;
import dev.lockstep.models.embedding.Token;
import dev.lockstep.models.embedding.Tokenizer;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every text, by every strategy. A failure names the seed that repeats it. */
class ChunkerPropertyTest {

    private static final long FIRST_SEED = 20_261_101;
    private static final int CASES = 30;
    private static final String[] LANGUAGES = {null, "en", "de", "zh", "th"};

    private final Tokenizer tokenizer = BgeTokenizer.shared();
    private final Chunker chunker = new Chunker(tokenizer);

    private record Case(SourceText source, String language, Chunking chunking, List<TextChunk> chunks) {

        String slice(int start, int end) {
            String text = source.text();
            return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyRuleHoldsForRandomTexts(Strategy strategy) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            try {
                check(chunked(seed, strategy));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private Case chunked(long seed, Strategy strategy) {
        SplittableRandom random = new SplittableRandom(~seed);
        int max = random.nextInt(Chunking.SMALLEST, 120);
        int overlap = random.nextInt((max + 1) / 2);
        Format format = random.nextBoolean() ? Format.MARKDOWN : Format.TEXT;
        String text = RandomText.of(seed);
        PageStarts pages = random.nextInt(3) == 0 ? randomPages(text, random) : null;
        SourceText source = new SourceText(null, format, text, pages, List.of());
        String language = LANGUAGES[random.nextInt(LANGUAGES.length)];
        Chunking chunking = strategy == Strategy.SENTENCES
                ? sentences(max, overlap, random)
                : new Chunking(strategy, max, overlap, null, null);
        return new Case(
                source, language, chunking, chunker.chunk(source, chunking, language, headings -> room(headings, max)));
    }

    private static Chunking sentences(int max, int overlap, SplittableRandom random) {
        Integer most = random.nextBoolean() ? random.nextInt(1, 9) : null;
        return random.nextBoolean()
                ? new Chunking(Strategy.SENTENCES, max, overlap, most, null)
                : new Chunking(Strategy.SENTENCES, max, 0, most, random.nextInt(most == null ? 4 : most));
    }

    /** A page may begin within a word, but what has no tokens of its own is not torn from what stands before it. */
    private PageStarts randomPages(String text, SplittableRandom random) {
        List<Token> tokens = tokenizer.tokens(text);
        return new PageStarts(random.ints(random.nextInt(1, 6), 0, tokens.size())
                .map(i -> text.codePointCount(0, tokens.get(i).start()))
                .sorted()
                .boxed()
                .toList());
    }

    /** Less under more headings. */
    private static int room(List<String> headings, int max) {
        return Math.max(Chunking.SMALLEST, max - 10 * headings.size());
    }

    private void check(Case it) {
        chunksAreExactSlicesInOrder(it);
        chunksAreNotEmptyAndNotTooLarge(it);
        everythingButWhiteSpaceIsCovered(it);
        overlapIsBoundedAndNeverAWholeChunk(it);
        pagesAreNotCrossed(it);
        assertThat(chunker.chunk(
                        it.source(),
                        it.chunking(),
                        it.language(),
                        headings -> room(headings, it.chunking().maxTokens())))
                .as("chunked again")
                .isEqualTo(it.chunks());
    }

    private void chunksAreExactSlicesInOrder(Case it) {
        for (int i = 0; i < it.chunks().size(); i++) {
            TextChunk chunk = it.chunks().get(i);
            assertThat(chunk.index()).isEqualTo(i);
            assertThat(chunk.text()).isEqualTo(it.slice(chunk.start(), chunk.end()));
            if (it.chunking().strategy() == Strategy.CODE) {
                assertThat(chunk.text().stripTrailing()).isEqualTo(chunk.text());
                assertThat(chunk.text()).doesNotStartWith("\n").doesNotStartWith("\r");
            } else {
                assertThat(chunk.text().strip()).isEqualTo(chunk.text());
            }
        }
    }

    private void chunksAreNotEmptyAndNotTooLarge(Case it) {
        assertThat(it.chunks()).isNotEmpty().allSatisfy(chunk -> {
            assertThat(chunk.tokens()).isEqualTo(tokenizer.count(chunk.text()));
            assertThat(chunk.tokens()).isBetween(1, it.chunking().maxTokens());
            if (it.chunking().strategy() == Strategy.HEADINGS) {
                assertThat(chunk.tokens())
                        .isLessThanOrEqualTo(
                                room(chunk.headings(), it.chunking().maxTokens()));
            }
        });
    }

    private void everythingButWhiteSpaceIsCovered(Case it) {
        int[] codePoints = it.source().text().codePoints().toArray();
        BitSet covered = new BitSet();
        it.chunks().forEach(chunk -> covered.set(chunk.start(), chunk.end()));
        IntStream missed = IntStream.range(0, codePoints.length)
                .filter(i -> !covered.get(i) && !Character.isWhitespace(codePoints[i]));
        assertThat(missed.boxed()).as("positions that no chunk covers").isEmpty();
    }

    private void overlapIsBoundedAndNeverAWholeChunk(Case it) {
        int most = it.chunking().overlapSentences() == null
                ? it.chunking().overlapTokens()
                : Chunking.largestOverlap(it.chunking().maxTokens());
        for (int i = 1; i < it.chunks().size(); i++) {
            TextChunk before = it.chunks().get(i - 1);
            TextChunk chunk = it.chunks().get(i);
            assertThat(chunk.start()).isGreaterThan(before.start());
            assertThat(chunk.end()).isGreaterThan(before.end());
            if (chunk.start() < before.end()) {
                assertThat(tokenizer.count(it.slice(chunk.start(), before.end())))
                        .isLessThanOrEqualTo(most);
                if (it.chunking().strategy() != Strategy.PAGES) {
                    assertThat(chunk.headings()).isEqualTo(before.headings());
                }
            }
        }
    }

    private void pagesAreNotCrossed(Case it) {
        if (it.chunking().strategy() != Strategy.PAGES) {
            return;
        }
        PageStarts pages = it.source().knownPages();
        for (TextChunk chunk : it.chunks()) {
            assertThat(pages.starts())
                    .filteredOn(start -> start > chunk.start() && start < chunk.end())
                    .as("pages that begin in chunk %s and have tokens there", chunk.index())
                    .allMatch(start -> tokenizer.count(it.slice(start, chunk.end())) == 0);
        }
    }
}
