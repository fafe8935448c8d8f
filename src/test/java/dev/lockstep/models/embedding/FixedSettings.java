package dev.lockstep.models.embedding;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Settings of a test: those of the service but for what the test is about. */
public record FixedSettings(int threads, String model, Map<String, ModelSettings> models) implements EmbeddingSettings {

    static FixedSettings withThreads(int threads) {
        return new FixedSettings(threads, BuiltInModel.NAME, Map.of());
    }

    public static FixedSettings withModels(String model, Map<String, ModelSettings> models) {
        return new FixedSettings(2, model, models);
    }

    @Override
    public OptionalInt documentThreads() {
        return OptionalInt.of(threads);
    }

    @Override
    public int documentRequests() {
        return 64;
    }

    @Override
    public int documentTexts() {
        return 20_000;
    }

    @Override
    public int documentsHeld() {
        return 64;
    }

    @Override
    public Duration documentPatience() {
        return Duration.ofSeconds(5);
    }

    @Override
    public MemorySize queryCache() {
        return new MemorySize(BigInteger.valueOf(1 << 20));
    }

    @Override
    public int documentNice() {
        return 19;
    }

    @Override
    public int queryThreads() {
        return 1;
    }

    @Override
    public int queryRequests() {
        return 256;
    }
}
