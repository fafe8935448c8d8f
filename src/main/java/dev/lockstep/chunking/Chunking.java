package dev.lockstep.chunking;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Map;

/**
 * How large chunks are and how much they repeat of the one before, both in tokens of the embedding model.
 *
 * @param maxTokens no chunk has more; at least {@value #SMALLEST}
 * @param overlapTokens what a chunk may repeat of the one before; less than half of {@code maxTokens}
 */
public record Chunking(int maxTokens, int overlapTokens) {

    /** Fewer tokens hardly hold a sentence. */
    public static final int SMALLEST = 16;

    /** About a long paragraph, and an overlap of a sentence or two. */
    public static final Chunking DEFAULT = new Chunking(384, 48);

    public Chunking {
        if (maxTokens < SMALLEST) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "max_tokens must be at least " + SMALLEST + ", not " + maxTokens + ".",
                    Map.of("max_tokens", maxTokens, "minimum", SMALLEST));
        }
        if (overlapTokens < 0 || overlapTokens >= (maxTokens + 1) / 2) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "overlap_tokens must be at least 0 and less than half of max_tokens (" + maxTokens + "), not "
                            + overlapTokens + ".",
                    Map.of("overlap_tokens", overlapTokens, "max_tokens", maxTokens));
        }
    }

    /** These settings, refused if the model reads fewer tokens than a chunk may have. */
    public Chunking checkedAgainst(int modelMaxTokens) {
        if (maxTokens > modelMaxTokens) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "max_tokens must be at most " + modelMaxTokens + ", what the embedding model reads, not "
                            + maxTokens + ".",
                    Map.of("max_tokens", maxTokens, "maximum", modelMaxTokens));
        }
        return this;
    }

    /**
     * The same, with chunks of at most {@code room} tokens and as much overlap as that allows: for what is left of the
     * model's input when something else, such as a title, is embedded with every chunk.
     */
    public Chunking atMost(int room) {
        if (room >= maxTokens) {
            return this;
        }
        return new Chunking(room, Math.max(0, Math.min(overlapTokens, (room - 1) / 2)));
    }
}
