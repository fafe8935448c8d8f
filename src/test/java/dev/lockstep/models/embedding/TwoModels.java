package dev.lockstep.models.embedding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The two real models that the tests have, without the container: the one that comes with Lockstep, and another. */
public final class TwoModels implements AutoCloseable {

    private final EmbeddingLanes lanes;
    private final OnnxEmbeddingModel builtIn;
    private final OnnxEmbeddingModel second;

    private TwoModels() {
        lanes = EmbeddingLanes.open(FixedSettings.withThreads(2), new SimpleMeterRegistry());
        builtIn = BuiltInModel.load(lanes);
        second = ConfiguredModel.load("second", FixedModel.second(), lanes);
    }

    public static TwoModels load() {
        return new TwoModels();
    }

    public EmbeddingModel builtIn() {
        return builtIn;
    }

    public EmbeddingModel second() {
        return second;
    }

    @Override
    public void close() {
        lanes.close();
        builtIn.close();
        second.close();
    }
}
