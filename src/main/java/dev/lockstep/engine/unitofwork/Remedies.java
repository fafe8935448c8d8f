package dev.lockstep.engine.unitofwork;

import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Chooses the remedy for an unfinished unit of work by its state: undo STAGED, finish COMPENSATING, settle COMMITTED.
 */
@ApplicationScoped
class Remedies {

    private final Compensation compensation;
    private final Settling settling;
    private final Sweeps sweeps;
    private final UnitOfWorkTelemetry telemetry;

    Remedies(Compensation compensation, Settling settling, Sweeps sweeps, UnitOfWorkTelemetry telemetry) {
        this.compensation = compensation;
        this.settling = settling;
        this.sweeps = sweeps;
        this.telemetry = telemetry;
    }

    Uni<Void> apply(UnitOfWorkRecord found) {
        return switch (found.state()) {
            case STAGED, COMPENSATING -> compensation.interrupted(found);
            case COMMITTED -> settling.settle(List.of(found));
            case COMPENSATED -> sweeps.sweep(found);
            case SETTLED, SWEPT, PARKED -> Uni.createFrom().voidItem();
        };
    }

    void failed(UnitOfWorkRecord found, Throwable failure) {
        telemetry.recoveryFailed(found, failure);
    }

    void parked(UnitOfWorkRecord found) {
        telemetry.parked(found.id());
    }
}
