package dev.lockstep.stores.points;

import dev.lockstep.platform.resilience.BreakerSettings;
import dev.lockstep.platform.resilience.ShareSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where Qdrant is, and how it is used. */
@ConfigMapping(prefix = "lockstep.qdrant")
public interface QdrantSettings {

    /** {@code http://host:6334}, the gRPC port; {@code https} for TLS. The launcher sets it for the embedded server. */
    URI url();

    Optional<String> apiKey();

    /** Points in one request. Qdrant's users report 64 to 256 as best. */
    @WithDefault("128")
    int upsertBatch();

    /** How long one request may take, when nothing asks for less. */
    @WithDefault("10s")
    Duration requestTimeout();

    /** How often a request is tried again that failed for a passing reason, with pauses that grow from 50 ms to 1 s. */
    @WithDefault("3")
    int maxRetries();

    /** Of a collection that is created; 1 for a single server. */
    @WithDefault("1")
    int replicationFactor();

    /** Of a collection that is created. */
    @WithDefault("1")
    int shards();

    BreakerSettings breaker();

    ShareSettings share();
}
