package dev.lockstep.engine.unitofwork;

import dev.lockstep.stores.catalog.unitofwork.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** The leases that this process takes. */
@ApplicationScoped
class Leases {

    // Unique for each start: a process must never take its predecessor's work for its own.
    private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private final Duration margin;
    private final Duration forRecovery;

    Leases(UnitOfWorkSettings settings) {
        this.margin = settings.leaseMargin();
        this.forRecovery = settings.timeout().plus(margin);
    }

    /** Of a unit of work that must be committed in this time. */
    Lease of(Duration timeout) {
        return new Lease(owner, timeout, timeout.plus(margin));
    }

    /** Of one that is being finished or undone. */
    Lease forRecovery() {
        return new Lease(owner, forRecovery, forRecovery);
    }

    /** How long this process has for settling what it has committed, before others may do it too. */
    Duration toSettle() {
        return margin;
    }
}
