package dev.lockstep.embedding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The model that comes with Lockstep, for tests and benchmarks without the container. */
public final class DefaultModel implements AutoCloseable {

    private final BgeSmallModel model;

    private DefaultModel(int threads) {
        model = BgeSmallModel.load(new FixedSettings(threads, 64, 20_000, 256), new SimpleMeterRegistry());
    }

    /** Loads it anew, with that many threads for documents. */
    public static DefaultModel withThreads(int threads) {
        return new DefaultModel(threads);
    }

    public EmbeddingModel model() {
        return model;
    }

    @Override
    public void close() {
        model.close();
    }
}
