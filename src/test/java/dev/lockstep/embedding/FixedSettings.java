package dev.lockstep.embedding;

import java.util.OptionalInt;

/** Settings of a test, with room for everything unless it says otherwise. */
record FixedSettings(int threads, int documentRequests, int documentTexts, int queryRequests)
        implements EmbeddingSettings {

    static final FixedSettings ROOMY = new FixedSettings(2, 64, 20_000, 256);

    @Override
    public OptionalInt documentThreads() {
        return OptionalInt.of(threads);
    }

    @Override
    public int queryThreads() {
        return 1;
    }
}
