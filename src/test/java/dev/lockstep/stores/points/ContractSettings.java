package dev.lockstep.stores.points;

import dev.lockstep.platform.resilience.BreakerSettings;
import dev.lockstep.platform.resilience.ShareSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The defaults, for the server at this address. */
record ContractSettings(URI url) implements QdrantSettings {

    @Override
    public Optional<String> apiKey() {
        return Optional.ofNullable(System.getProperty("lockstep.test.qdrant.api-key"));
    }

    @Override
    public int upsertBatch() {
        return 128;
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public int maxRetries() {
        return 3;
    }

    @Override
    public int replicationFactor() {
        return 1;
    }

    @Override
    public int shards() {
        return 1;
    }

    @Override
    public BreakerSettings breaker() {
        throw new UnsupportedOperationException("the contract is tested without a guard");
    }

    @Override
    public ShareSettings share() {
        throw new UnsupportedOperationException("the contract is tested without a guard");
    }
}
