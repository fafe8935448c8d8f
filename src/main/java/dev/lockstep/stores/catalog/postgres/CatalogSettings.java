package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.platform.resilience.BreakerSettings;
import dev.lockstep.platform.resilience.ShareSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for using PostgreSQL. Its address is under {@code lockstep.postgres}. */
@ConfigMapping(prefix = "lockstep.catalog")
public interface CatalogSettings {

    /** How long opening a connection may take. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long the service waits for a single statement, including its connection. */
    @WithDefault("10s")
    Duration statementTimeout();

    /** How long the service waits for a transaction, from its first statement to the answer to its commit. */
    @WithDefault("30s")
    Duration transactionTimeout();

    /**
     * How long a connection may stay silent before it is dropped; this is more than the server's statement_timeout.
     */
    @WithDefault("35s")
    Duration silence();

    /** How many statements and transactions may wait for a connection of the pool. */
    @WithDefault("1000")
    int maxWaiting();

    /**
     * How often a statement that certainly had no effect is tried again: no connection, deadlock, serialization
     * failure.
     */
    @WithDefault("2")
    int maxRetries();

    BreakerSettings breaker();

    ShareSettings share();
}
