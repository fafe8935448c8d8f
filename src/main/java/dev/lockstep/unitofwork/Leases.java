package dev.lockstep.unitofwork;

import dev.lockstep.catalog.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The leases that this process takes. */
@ApplicationScoped
class Leases {

    private final Lease lease;

    Leases(UnitOfWorkSettings settings) {
        // Unique for each start: a process must never take its predecessor's work for its own.
        String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        this.lease = new Lease(owner, settings.timeout(), settings.timeout().plus(settings.leaseMargin()));
    }

    Lease next() {
        return lease;
    }
}
