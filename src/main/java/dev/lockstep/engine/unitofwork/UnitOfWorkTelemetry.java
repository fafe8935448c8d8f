package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.StepReport;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reports what happened to units of work, in the log and in metrics. */
@Startup
@ApplicationScoped
class UnitOfWorkTelemetry {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.engine.unitofwork");

    private final Timer committed;
    private final Counter compensated;
    private final Timer settled;
    private final Counter pointsCleanedUp;

    private final TransitionFeed transitions;

    UnitOfWorkTelemetry(MeterRegistry metrics, TransitionFeed transitions) {
        this.transitions = transitions;
        this.committed = Timer.builder("lockstep.unit_of_work.committed")
                .description("From staging to commit, without embedding")
                .register(metrics);
        this.compensated = metrics.counter("lockstep.unit_of_work.compensated");
        this.settled = Timer.builder("lockstep.unit_of_work.settled")
                .description("From the commit until the vector store was seen to show every point")
                .register(metrics);
        this.pointsCleanedUp = metrics.counter("lockstep.unit_of_work.points_cleaned_up");
    }

    void staged(UnitOfWorkId id) {
        transitions.add(id, UnitOfWorkState.STAGED);
    }

    void committed(TransactionResult result) {
        transitions.add(result.id(), UnitOfWorkState.COMMITTED);
        committed.record(result.took());
        Map<String, Integer> affected = new TreeMap<>();
        result.steps()
                .forEach(step -> step.affected().forEach((what, count) -> affected.merge(what, count, Integer::sum)));
        LOG.infof(
                "unit of work %s committed, both stores in sync: %s; %s; %d ms",
                result.id(),
                operations(result.steps()),
                affected.entrySet().stream()
                        .map(count -> count.getKey() + ": " + count.getValue())
                        .collect(Collectors.joining(", ")),
                result.took().toMillis());
    }

    /** Counts equal operations, as in {@code insert, delete x 3}: a transaction may have hundreds. */
    private static String operations(List<StepReport> steps) {
        Map<String, Long> counts = steps.stream()
                .collect(Collectors.groupingBy(StepReport::operation, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() == 1 ? count.getKey() : count.getKey() + " x " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    void compensating(UnitOfWorkId id) {
        transitions.add(id, UnitOfWorkState.COMPENSATING);
    }

    void compensated(UnitOfWorkId id, String cause, int points) {
        transitions.add(id, UnitOfWorkState.COMPENSATED);
        compensated.increment();
        pointsCleanedUp.increment(points);
        LOG.warnf(
                "unit of work %s rolled back, nothing of it remains; cause: %s; points cleaned up: %d",
                id, cause, points);
    }

    void sweptForGood(UnitOfWorkId id) {
        transitions.add(id, UnitOfWorkState.SWEPT);
    }

    void parked(UnitOfWorkId id) {
        transitions.add(id, UnitOfWorkState.PARKED);
        LOG.errorf(
                "unit of work %s could not be undone in any attempt and is parked: it stays invisible; fix the cause,"
                        + " then POST /v1/transactions/%s/retry",
                id, id);
    }

    void undoFailed(UnitOfWorkId id, Throwable failure) {
        LOG.errorf(
                "unit of work %s could not be undone yet and stays invisible; recovery goes on with it: %s",
                id, Compensation.describe(failure));
    }

    void swept(UnitOfWorkId id, int points) {
        if (points > 0) {
            pointsCleanedUp.increment(points);
            LOG.warnf("unit of work %s: %d points had turned up after it was rolled back; cleaned up", id, points);
        }
    }

    /** @param took of each unit of work, since its commit */
    void settled(Collection<UnitOfWorkId> ids, Collection<Duration> took) {
        ids.forEach(id -> transitions.add(id, UnitOfWorkState.SETTLED));
        took.forEach(settled::record);
        LOG.debugf("%d units of work settled: the vector store shows all their points", took.size());
    }

    void settleFailed(int units, Throwable failure) {
        LOG.warnf(
                "%d committed units of work can't be confirmed in the vector store yet; searches read them from the"
                        + " write buffer: %s",
                units, Compensation.describe(failure));
    }

    void recoveryFailed(UnitOfWorkRecord found, Throwable failure) {
        LOG.warnf(
                "unit of work %s (%s) can't be recovered yet, attempt %d: %s",
                found.id(), found.state(), found.attempts(), Compensation.describe(failure));
    }
}
