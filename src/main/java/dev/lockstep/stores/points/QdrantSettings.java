package dev.lockstep.stores.points;

import dev.lockstep.platform.resilience.BreakerSettings;
import dev.lockstep.platform.resilience.ShareSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The address of Qdrant, and the settings for using it. */
@ConfigMapping(prefix = "lockstep.qdrant")
public interface QdrantSettings {

    /**
     * The address, {@code http://host:6334} with the gRPC port; {@code https} for TLS. The launcher sets it for the
     * embedded server.
     */
    URI url();

    Optional<String> apiKey();

    /** How many points one request writes. Qdrant's users report 64 to 256 as best. */
    @WithDefault("128")
    int upsertBatch();

    /** How long one request may take when its caller asks for no less. */
    @WithDefault("10s")
    Duration requestTimeout();

    /**
     * How often a request that failed for a passing reason is tried again, with pauses that grow from 50 ms to 1 s.
     */
    @WithDefault("3")
    int maxRetries();

    /** The replication factor of a collection that is created; 1 for a single server. */
    @WithDefault("1")
    int replicationFactor();

    /** The number of shards of a collection that is created. */
    @WithDefault("1")
    int shards();

    BreakerSettings breaker();

    ShareSettings share();
}
