package dev.lockstep.features.transactions;

import org.jspecify.annotations.Nullable;

/**
 * A client's options for a transaction; what is absent is as configured.
 *
 * @param timeoutMs from the request to the commit
 * @param retryOnFailure whether what fails for a passing reason is tried again before all is undone
 * @param maxRetries how often
 * @param compensateOnTimeout whether it is undone when the time is up, or goes on in the background
 */
public record TransactionOptions(
        @Nullable Long timeoutMs,
        @Nullable Boolean retryOnFailure,
        @Nullable Integer maxRetries,
        @Nullable Boolean compensateOnTimeout) {

    public static final TransactionOptions DEFAULT = new TransactionOptions(null, null, null, null);
}
