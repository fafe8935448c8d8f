package dev.lockstep.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how a text becomes chunks. {@link ChunkingRequest} makes it of what a client asks for, and says why not.
 *
 * @param maxTokens no chunk has more, in tokens of the embedding model; at least {@value #SMALLEST}
 * @param overlapTokens what a chunk may repeat of the one before; less than half of {@code maxTokens}
 * @param maxSentences no chunk has more; null for as many as fit. It is of {@link Strategy#SENTENCES} only
 * @param overlapSentences how many sentences a chunk repeats; null when {@code overlapTokens} says it
 */
public record Chunking(
        Strategy strategy,
        int maxTokens,
        int overlapTokens,
        @Nullable Integer maxSentences,
        @Nullable Integer overlapSentences) {

    /** Says where chunks may begin and end. */
    public enum Strategy {
        /** Text is cut at the best places there are: between blocks, sentences, words. Chunks stay within a section. */
        RECURSIVE,
        /** Text is cut between sentences. */
        SENTENCES,
        /** Text is cut as recursive does; the headings that a chunk stands under are embedded with it. */
        HEADINGS,
        /** Text is cut as recursive does, but chunks stay within a page and may cross sections. */
        PAGES,
        /** A program is cut between its blocks, down to its lines. */
        CODE,
        /** Text is cut nowhere else than the client says. */
        NONE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Strategy> named(String wireName) {
            return Arrays.stream(values())
                    .filter(strategy -> strategy.wireName().equals(wireName))
                    .findFirst();
        }

        public static List<String> wireNames() {
            return Arrays.stream(values()).map(Strategy::wireName).toList();
        }
    }

    /** A chunk of fewer tokens hardly holds a sentence. */
    public static final int SMALLEST = 16;

    /** By default a chunk has about a long paragraph, and an overlap of a sentence or two. */
    public static final Chunking DEFAULT = recursive(384, 48);

    /** Chunks that the client has cut stay as they are: there are no sizes. */
    public static final Chunking NONE = new Chunking(Strategy.NONE, 0, 0, null, null);

    public Chunking {
        boolean sized = maxTokens >= SMALLEST && overlapTokens >= 0 && overlapTokens <= largestOverlap(maxTokens);
        boolean unsized = maxTokens == 0 && overlapTokens == 0;
        if (strategy == Strategy.NONE ? !unsized : !sized) {
            throw new IllegalArgumentException(
                    strategy.wireName() + " does not go with " + maxTokens + " tokens and " + overlapTokens);
        }
    }

    public static Chunking recursive(int maxTokens, int overlapTokens) {
        return new Chunking(Strategy.RECURSIVE, maxTokens, overlapTokens, null, null);
    }

    /** The largest overlap is less than half, so that every chunk says more new than old. */
    public static int largestOverlap(int maxTokens) {
        return (maxTokens + 1) / 2 - 1;
    }

    /** Returns the same chunking with chunks of no more tokens than a model reads, and as much overlap as that allows. */
    public Chunking within(int modelTokens) {
        return maxTokens <= modelTokens
                ? this
                : new Chunking(
                        strategy,
                        modelTokens,
                        Math.min(overlapTokens, largestOverlap(modelTokens)),
                        maxSentences,
                        overlapSentences);
    }
}
