package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Map;

/**
 * The sizes that the chunks of one stretch of text may have, in tokens.
 *
 * @param overlapTokens of the chunk before
 */
record Sizes(int maxTokens, int overlapTokens) {

    /**
     * Takes the sizes of the chunking, but no more than there is room for: something else may be embedded with every chunk.
     *
     * <p>An overlap of sentences is bounded here all the same: a chunk says more new than old.
     */
    static Sizes of(Chunking chunking, int room) {
        if (room < Chunking.SMALLEST) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "the embedding model reads so little that with title and headings only " + room
                            + " tokens are left for a chunk; at least " + Chunking.SMALLEST + " are needed",
                    Map.of("room", room, "minimum", Chunking.SMALLEST));
        }
        int max = Math.min(chunking.maxTokens(), room);
        int most = Chunking.largestOverlap(max);
        return new Sizes(max, chunking.overlapSentences() == null ? Math.min(chunking.overlapTokens(), most) : most);
    }
}
