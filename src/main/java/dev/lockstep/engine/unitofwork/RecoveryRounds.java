package dev.lockstep.engine.unitofwork;

import dev.lockstep.engine.claims.Owner;
import dev.lockstep.engine.claims.TakeOver;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkClaims;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Recovers unfinished units of work at start, and then every few seconds. */
@ApplicationScoped
class RecoveryRounds implements Duty {

    private final Recovery recovery;
    private final UnitOfWorkSettings settings;
    private final TakeOver takeOver;

    RecoveryRounds(Recovery recovery, UnitOfWorkClaims claims, Owner owner, UnitOfWorkSettings settings) {
        this.recovery = recovery;
        this.settings = settings;
        this.takeOver = owner.takeOver(claims::endAllLeases);
    }

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String purpose() {
        return "Finishes or undoes the units of work that nobody is working on any more.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.recoveryInterval(), "lockstep.unit-of-work.recovery-interval");
    }

    @Override
    public Uni<Void> round() {
        return takeOver.first().chain(recovery::round);
    }
}
