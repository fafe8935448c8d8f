package dev.lockstep.models.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.platform.resilience.GuardedStore;
import dev.lockstep.platform.resilience.RequestShares;
import dev.lockstep.platform.resilience.StoreGuard;
import dev.lockstep.platform.resilience.StoreName;

/** Puts retries and a breaker before a model that is not run in process, by its settings. */
final class RemoteGuard {

    private RemoteGuard() {}

    static StoreGuard of(String name, CallSettings settings) {
        return new GuardedStore(
                new StoreName("The embedding model " + name, ErrorCode.EMBEDDING_UNAVAILABLE),
                settings.breaker(),
                new RequestShares(settings.documentRequests() + settings.queryRequests()),
                settings.maxRetries(),
                new RemoteRules(settings.longestWait()));
    }

    /**
     * Requires numbers by which a model can be asked at all.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static void requireSense(String prefix, CallSettings settings) {
        requirePositive(prefix + "batch", settings.batch());
        requirePositive(prefix + "document-requests", settings.documentRequests());
        requirePositive(prefix + "query-requests", settings.queryRequests());
        requirePositive(prefix + "timeout", settings.timeout().toMillis());
        requirePositive(prefix + "query-timeout", settings.queryTimeout().toMillis());
        if (settings.maxRetries() < 0) {
            throw ModelRefusal.because(
                    prefix + "max-retries", settings.maxRetries(), "that is too small", "set at least 0");
        }
    }

    static void requirePositive(String setting, long value) {
        if (value < 1) {
            throw ModelRefusal.because(setting, value, "that is too small", "set at least 1");
        }
    }
}
