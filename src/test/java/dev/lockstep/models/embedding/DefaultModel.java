package dev.lockstep.models.embedding;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The model that comes with Lockstep, for tests and benchmarks without the container. */
public final class DefaultModel implements AutoCloseable {

    private final EmbeddingLanes lanes;
    private final OnnxEmbeddingModel model;

    private DefaultModel(int threads) {
        this(threads, new SimpleMeterRegistry());
    }

    private DefaultModel(int threads, MeterRegistry registry) {
        lanes = EmbeddingLanes.open(FixedSettings.withThreads(threads), registry);
        model = BuiltInModel.load(lanes);
    }

    /** Loads it anew, with that many threads for documents. */
    public static DefaultModel withThreads(int threads) {
        return new DefaultModel(threads);
    }

    /** As it is by default, its times told to the registry. */
    static DefaultModel timedBy(MeterRegistry registry) {
        return new DefaultModel(2, registry);
    }

    public EmbeddingModel model() {
        return model;
    }

    @Override
    public void close() {
        lanes.close();
        model.close();
    }
}
