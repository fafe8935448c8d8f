package dev.lockstep.engine.unitofwork;

import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Looks after compensated units of work for a while: an abandoned upsert may still have been queued in the vector
 * store, and land after the delete that compensated it.
 */
@ApplicationScoped
class Sweeps {

    private final UnitOfWorkLog log;
    private final Participants participants;
    private final UnitOfWorkTelemetry telemetry;
    private final List<Duration> delays;

    Sweeps(UnitOfWorkLog log, Participants participants, UnitOfWorkTelemetry telemetry, UnitOfWorkSettings settings) {
        this.log = log;
        this.participants = participants;
        this.telemetry = telemetry;
        this.delays = settings.sweepDelays();
    }

    /** Returns how long the sweep of this number waits after the one before; zero when there is none. */
    Duration delay(int sweep) {
        return sweep < delays.size() ? delays.get(sweep) : Duration.ZERO;
    }

    Uni<Void> sweep(UnitOfWorkRecord compensated) {
        return Sequence.each(
                        compensated.steps(),
                        step -> participants.named(step.participant()).sweep(step))
                .invoke(found -> telemetry.swept(
                        compensated.id(),
                        found.stream().mapToInt(Integer::intValue).sum()))
                .call(() -> Failpoints.reach("sweep.cleaned", compensated.id()))
                .call(() -> log.swept(compensated.id(), compensated.fence(), delay(compensated.sweeps() + 1)))
                .invoke(() -> {
                    if (delay(compensated.sweeps() + 1).isZero()) {
                        telemetry.sweptForGood(compensated.id());
                    }
                })
                .replaceWithVoid();
    }
}
