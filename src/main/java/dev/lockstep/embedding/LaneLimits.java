package dev.lockstep.embedding;

/**
 * How much an {@link EmbeddingLane} does and holds at once.
 *
 * @param threads texts embedded at the same time
 * @param requests requests admitted at the same time
 * @param texts texts of admitted requests that are not yet embedded; a larger request is admitted to an idle lane
 */
record LaneLimits(int threads, int requests, int texts) {

    LaneLimits {
        if (threads < 1 || requests < 1 || texts < 1) {
            throw new IllegalArgumentException("the limits of a lane must be positive: " + threads + " threads, "
                    + requests + " requests, " + texts + " texts");
        }
    }
}
