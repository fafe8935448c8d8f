package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.tracing.Tracing;
import dev.lockstep.platform.tracing.Tracing.Traced;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Finishes committed units of work in the background, several in one round. A round that fails is left to recovery: the
 * record says COMMITTED until all is confirmed, and searches read the write buffer until then.
 */
@ApplicationScoped
class Settling {

    /**
     * A pause before each round, so that the vector store has applied most of it, and rounds gather more: confirming competes
     * with the writers for both stores, and nobody waits for it.
     */
    private static final Duration GATHER = Duration.ofMillis(100);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final UnitOfWorkLog log;
    private final Participants participants;
    private final UnitOfWorkTelemetry telemetry;
    private final int batch;

    /**
     * The units of work to be settled. The write buffer bounds them: each entry is a committed unit of work that is
     * also there.
     */
    private final Queue<UnitOfWorkRecord> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean busy = new AtomicBoolean();

    Settling(UnitOfWorkLog log, Participants participants, UnitOfWorkTelemetry telemetry, UnitOfWorkSettings settings) {
        this.log = log;
        this.participants = participants;
        this.telemetry = telemetry;
        this.batch = settings.settleBatch();
    }

    /** Takes charge of a unit of work that has just been committed by this process. */
    void submit(UnitOfWork work) {
        waiting.add(new UnitOfWorkRecord(
                work.id(), UnitOfWorkState.COMMITTED, UnitOfWork.FIRST_FENCE, 0, 0, work.records(), work.origin()));
        next();
    }

    private void next() {
        if (waiting.isEmpty() || !busy.compareAndSet(false, true)) {
            return;
        }
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(GATHER)
                .chain(() -> round(take()))
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(ignored -> next(), failure -> next());
    }

    private List<UnitOfWorkRecord> take() {
        List<UnitOfWorkRecord> taken = new ArrayList<>();
        for (UnitOfWorkRecord record = waiting.poll(); record != null; record = waiting.poll()) {
            taken.add(record);
            if (taken.size() == batch) {
                break;
            }
        }
        return taken;
    }

    private Uni<Void> round(List<UnitOfWorkRecord> committed) {
        return settle(committed).onFailure().call(failure -> leaveToRecovery(committed, failure));
    }

    /** Settles units of work, and completes when everything that they committed is confirmed and recorded. */
    Uni<Void> settle(List<UnitOfWorkRecord> committed) {
        List<Traced> traced = committed.stream()
                .map(record -> new Traced(record.id(), record.origin()))
                .toList();
        return Tracing.stage("settle", traced, () -> confirmAndRecord(committed));
    }

    private Uni<Void> confirmAndRecord(List<UnitOfWorkRecord> committed) {
        List<UnitOfWorkId> ids = committed.stream().map(UnitOfWorkRecord::id).toList();
        Map<String, List<StepRecord>> steps = committed.stream()
                .flatMap(record -> record.steps().stream())
                .collect(Collectors.groupingBy(StepRecord::participant));
        return Sequence.each(ids, id -> Failpoints.reach("settle.before", id))
                .chain(() -> Sequence.each(
                        List.copyOf(steps.entrySet()),
                        part -> participants.named(part.getKey()).settle(part.getValue())))
                .call(() -> Sequence.each(ids, id -> Failpoints.reach("settle.confirmed", id)))
                .chain(() -> log.settle(ids))
                .invoke(() -> participants.all().forEach(participant -> participant.forget(ids)))
                .invoke(took -> telemetry.settled(ids, took))
                .replaceWithVoid();
    }

    private Uni<Void> leaveToRecovery(List<UnitOfWorkRecord> committed, Throwable failure) {
        telemetry.settleFailed(committed.size(), failure);
        return Sequence.each(
                        committed,
                        record -> log.postpone(record.id(), record.fence(), Compensation.describe(failure), SOON))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
