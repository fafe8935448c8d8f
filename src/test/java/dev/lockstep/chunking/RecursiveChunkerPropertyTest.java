package dev.lockstep.chunking;

import dev.lockstep.domain.Format;
import dev.lockstep.embedding.BgeTokenizer;
import dev.lockstep.embedding.Tokenizer;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every text. A failure names the seed that repeats it. */
class RecursiveChunkerPropertyTest {

    private static final long FIRST_SEED = 20_261_101;
    private static final int CASES = 200;

    private final Tokenizer tokenizer = BgeTokenizer.shared();
    private final RecursiveChunker chunker = new RecursiveChunker(tokenizer);

    private record Case(long seed, String text, Format format, Chunking chunking, List<TextChunk> chunks) {

        String slice(int start, int end) {
            return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
        }
    }

    @Test
    void everyRuleHoldsForRandomTexts() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            try {
                check(chunked(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private Case chunked(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        int max = random.nextInt(Chunking.SMALLEST, 120);
        Chunking chunking = new Chunking(max, random.nextInt((max + 1) / 2));
        Format format = random.nextBoolean() ? Format.MARKDOWN : Format.TEXT;
        String text = RandomText.of(seed);
        return new Case(seed, text, format, chunking, chunker.chunk(text, format, chunking));
    }

    private void check(Case it) {
        chunksAreExactSlicesInOrder(it);
        chunksAreNotEmptyAndNotTooLarge(it);
        everythingButWhiteSpaceIsCovered(it);
        overlapIsBoundedAndNeverAWholeChunk(it);
        assertThat(chunker.chunk(it.text(), it.format(), it.chunking()))
                .as("chunked again")
                .isEqualTo(it.chunks());
    }

    private void chunksAreExactSlicesInOrder(Case it) {
        for (int i = 0; i < it.chunks().size(); i++) {
            TextChunk chunk = it.chunks().get(i);
            assertThat(chunk.index()).isEqualTo(i);
            assertThat(chunk.text())
                    .isEqualTo(it.slice(chunk.start(), chunk.end()))
                    .isEqualTo(chunk.text().strip());
        }
    }

    private void chunksAreNotEmptyAndNotTooLarge(Case it) {
        assertThat(it.chunks()).allSatisfy(chunk -> {
            assertThat(chunk.tokens()).isEqualTo(tokenizer.count(chunk.text()));
            assertThat(chunk.tokens()).isBetween(1, it.chunking().maxTokens());
        });
    }

    private void everythingButWhiteSpaceIsCovered(Case it) {
        int[] codePoints = it.text().codePoints().toArray();
        BitSet covered = new BitSet();
        it.chunks().forEach(chunk -> covered.set(chunk.start(), chunk.end()));
        IntStream missed = IntStream.range(0, codePoints.length)
                .filter(i -> !covered.get(i) && !Character.isWhitespace(codePoints[i]));
        assertThat(missed.boxed()).as("positions that no chunk covers").isEmpty();
    }

    private void overlapIsBoundedAndNeverAWholeChunk(Case it) {
        for (int i = 1; i < it.chunks().size(); i++) {
            TextChunk before = it.chunks().get(i - 1);
            TextChunk chunk = it.chunks().get(i);
            assertThat(chunk.start()).isGreaterThan(before.start());
            assertThat(chunk.end()).isGreaterThan(before.end());
            if (chunk.start() < before.end()) {
                assertThat(tokenizer.count(it.slice(chunk.start(), before.end())))
                        .isLessThanOrEqualTo(it.chunking().overlapTokens());
                assertThat(chunk.headings()).isEqualTo(before.headings());
            }
        }
    }
}
