package dev.lockstep.engine.unitofwork;

import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What to do with a unit of work that was found in a state: undo STAGED, finish COMPENSATING, settle COMMITTED. */
@ApplicationScoped
class Remedies {

    private final Compensation undo;
    private final Settling settling;
    private final Sweeps sweeps;
    private final UnitOfWorkTelemetry journal;

    Remedies(Compensation undo, Settling settling, Sweeps sweeps, UnitOfWorkTelemetry journal) {
        this.undo = undo;
        this.settling = settling;
        this.sweeps = sweeps;
        this.journal = journal;
    }

    Uni<Void> apply(UnitOfWorkRecord found) {
        return switch (found.state()) {
            case STAGED, COMPENSATING -> undo.interrupted(found);
            case COMMITTED -> settling.settle(List.of(found));
            case COMPENSATED -> sweeps.sweep(found);
            case SETTLED, SWEPT, PARKED -> Uni.createFrom().voidItem();
        };
    }

    void failed(UnitOfWorkRecord found, Throwable failure) {
        journal.recoveryFailed(found, failure);
    }

    void parked(UnitOfWorkRecord found) {
        journal.parked(found.id());
    }
}
