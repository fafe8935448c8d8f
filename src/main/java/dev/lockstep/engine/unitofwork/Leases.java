package dev.lockstep.engine.unitofwork;

import dev.lockstep.engine.claims.Owner;
import dev.lockstep.stores.catalog.unitofwork.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The leases that this process takes. */
@ApplicationScoped
class Leases {

    private final Owner owner;
    private final Duration margin;
    private final Duration forRecovery;

    Leases(Owner owner, UnitOfWorkSettings settings) {
        this.owner = owner;
        this.margin = settings.leaseMargin();
        this.forRecovery = settings.timeout().plus(margin);
    }

    /** Returns the lease of a unit of work that must be committed in this time. */
    Lease of(Duration timeout) {
        return new Lease(owner.name(), timeout, timeout.plus(margin));
    }

    /** Returns the lease of a unit of work that is being finished or undone. */
    Lease forRecovery() {
        return new Lease(owner.name(), forRecovery, forRecovery);
    }

    /** Returns how long this process has for settling what it has committed, before others may do it too. */
    Duration toSettle() {
        return margin;
    }
}
