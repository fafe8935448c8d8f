package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Plans chunks of whole sentences: as many as fit, and as are allowed, each with the last sentences of the one before.
 * Only a sentence that is too long for a chunk is cut, as any text is.
 */
final class SentencePacker {

    private final Atoms atoms;
    private final Chunking chunking;
    private final Sizes sizes;
    private final ChunkWriter writer;
    private final Packer inside;
    /** The first atom of each sentence, and where the last one ends. */
    private int[] starts = {};

    SentencePacker(Atoms atoms, Chunking chunking, Sizes sizes, ChunkWriter writer) {
        this.atoms = atoms;
        this.chunking = chunking;
        this.sizes = sizes;
        this.writer = writer;
        this.inside = new Packer(atoms, sizes, Break.CHARACTER, writer);
    }

    /** Writes the chunks of the atoms from one to before another. */
    void pack(int from, int to) {
        starts = IntStream.concat(
                        IntStream.range(from, to)
                                .filter(i -> i == from || atoms.before(i).atLeast(Break.SENTENCE)),
                        IntStream.of(to))
                .toArray();
        int previous = 0;
        int fresh = 0;
        while (fresh + 1 < starts.length) {
            int begin = overlapBegin(previous, fresh);
            int end = endOf(begin, fresh);
            if (end == fresh) {
                inside.pack(starts[fresh], starts[fresh + 1]);
                previous = ++fresh;
            } else {
                previous = begin;
                fresh = write(begin, fresh, end);
            }
        }
    }

    /** The sentence after the last that a chunk has room for; {@code fresh} if not even the first fits. */
    private int endOf(int begin, int fresh) {
        int end = fresh;
        while (end + 1 < starts.length
                && cost(begin, end + 1) <= sizes.maxTokens()
                && (chunking.maxSentences() == null || end + 1 - begin <= chunking.maxSentences())) {
            end++;
        }
        return end;
    }

    /** The overlap never goes so far back that the next sentence would not fit, nor to the beginning of the chunk before. */
    private int overlapBegin(int previous, int fresh) {
        int most = chunking.overlapSentences() == null ? Integer.MAX_VALUE : chunking.overlapSentences();
        if (chunking.maxSentences() != null) {
            most = Math.min(most, chunking.maxSentences() - 1);
        }
        int begin = fresh;
        while (begin - 1 > previous
                && fresh - (begin - 1) <= most
                && cost(begin - 1, fresh) <= sizes.overlapTokens()
                && cost(begin - 1, fresh + 1) <= sizes.maxTokens()) {
            begin--;
        }
        return begin;
    }

    /** @return the first sentence that the chunk does not have */
    private int write(int begin, int fresh, int end) {
        ChunkWriter.Wanted wanted = new ChunkWriter.Wanted(starts[begin], starts[fresh], starts[end]);
        Span written = writer.write(wanted, sizes, Break.SENTENCE);
        int found = Arrays.binarySearch(starts, written.to());
        if (found >= 0) {
            return found;
        }
        int next = -found - 1;
        inside.pack(written.to(), starts[next]);
        return next;
    }

    private int cost(int from, int to) {
        return atoms.cost(starts[from], starts[to]);
    }
}
