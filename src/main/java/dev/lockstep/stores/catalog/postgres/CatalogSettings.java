package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.platform.resilience.BreakerSettings;
import dev.lockstep.platform.resilience.ShareSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How PostgreSQL is used. Where it is stands under {@code lockstep.postgres}. */
@ConfigMapping(prefix = "lockstep.catalog")
public interface CatalogSettings {

    /** How long a connection may take to be made. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long a single statement is waited for, with its connection. */
    @WithDefault("10s")
    Duration statementTimeout();

    /** How long a transaction is waited for, from its first statement to the answer to its commit. */
    @WithDefault("30s")
    Duration transactionTimeout();

    /** A connection on which nothing has come for so long is dropped: more than the server's statement_timeout. */
    @WithDefault("35s")
    Duration silence();

    /** Statements and transactions that may wait for a connection of the pool. */
    @WithDefault("1000")
    int maxWaiting();

    /** How often a statement is tried again that certainly had no effect: no connection, deadlock, serialization failure. */
    @WithDefault("2")
    int maxRetries();

    BreakerSettings breaker();

    ShareSettings share();
}
