package dev.lockstep.features.transactions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of a transaction. */
@ConfigMapping(prefix = "lockstep.transaction")
public interface TransactionSettings {

    /** How many operations one transaction may have. */
    @WithDefault("500")
    int maxOperations();

    /** How many retries a client may ask for, of what failed for a passing reason. */
    @WithDefault("10")
    int maxRetries();

    /** How many documents of one transaction are embedded side by side. */
    @WithDefault("4")
    int preparedTogether();
}
