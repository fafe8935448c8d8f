package dev.lockstep.features.access;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Tenant;
import dev.lockstep.engine.limits.TenantLimits;
import dev.lockstep.platform.resilience.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests of tenants that may ask only so often. */
@ApplicationScoped
public class RequestRates {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TenantLimits limits;
    private final Map<Tenant, RateLimit> rates = new ConcurrentHashMap<>();

    RequestRates(TenantLimits limits) {
        this.limits = limits;
    }

    /**
     * Counts a request.
     *
     * @throws Overloaded when the tenant has asked too often in this second
     */
    public void count(Tenant tenant) {
        OptionalInt most = limits.of(tenant).requestsPerSecond();
        if (most.isPresent()
                && !rates.computeIfAbsent(tenant, any -> new RateLimit(most.getAsInt(), SECOND))
                        .admits()) {
            throw new Overloaded(
                    ErrorCode.OVERLOADED,
                    "your tenant may send " + most.getAsInt()
                            + " requests a second (lockstep.tenants.requests-per-second): try again in a second",
                    Map.of("limit", most.getAsInt(), Again.RETRY_AFTER, SECOND.toSeconds()));
        }
    }
}
