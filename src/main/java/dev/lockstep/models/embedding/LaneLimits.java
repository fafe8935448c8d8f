package dev.lockstep.models.embedding;

import java.time.Duration;

/**
 * Limits how much an {@link EmbeddingLane} does and holds at once.
 *
 * @param threads texts (or batches of them) embedded at the same time
 * @param requests requests admitted at the same time
 * @param texts texts of admitted requests that are not yet embedded; a larger request is admitted to an idle lane
 * @param held further requests that may wait to be admitted
 * @param patience how long one waits for that before it is refused
 */
public record LaneLimits(int threads, int requests, int texts, int held, Duration patience) {

    public LaneLimits {
        if (threads < 1 || requests < 1 || texts < 1) {
            throw new IllegalArgumentException("the limits of a lane must be positive: " + threads + " threads, "
                    + requests + " requests, " + texts + " texts");
        }
        if (held < 0 || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "the limits of a lane can't be negative: " + held + " held, for " + patience);
        }
    }

    /** Makes limits by which a request that does not fit is refused at once. */
    public static LaneLimits withoutWaiting(int threads, int requests, int texts) {
        return new LaneLimits(threads, requests, texts, 0, Duration.ZERO);
    }
}
