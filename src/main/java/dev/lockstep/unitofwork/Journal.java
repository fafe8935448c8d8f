package dev.lockstep.unitofwork;

import dev.lockstep.catalog.StepRecord;
import dev.lockstep.catalog.UnitOfWorkRecord;
import dev.lockstep.domain.UnitOfWorkId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Says plainly what happened to units of work, in the log and in metrics. */
@ApplicationScoped
class Journal {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.unitofwork");

    private final Timer committed;
    private final Counter compensated;
    private final Timer settled;
    private final Counter pointsCleanedUp;

    Journal(MeterRegistry metrics) {
        this.committed = Timer.builder("lockstep.unit_of_work.committed")
                .description("From staging to commit, without embedding")
                .register(metrics);
        this.compensated = metrics.counter("lockstep.unit_of_work.compensated");
        this.settled = Timer.builder("lockstep.unit_of_work.settled")
                .description("From the commit until the vector store was seen to show every point")
                .register(metrics);
        this.pointsCleanedUp = metrics.counter("lockstep.unit_of_work.points_cleaned_up");
    }

    void committed(Outcome outcome, UnitOfWork work) {
        committed.record(outcome.took());
        LOG.infof(
                "unit of work %s committed, both stores in sync: %s; documents: %d, chunks: %d, %d ms",
                outcome.id(),
                work.records().stream().map(StepRecord::operation).collect(Collectors.joining(", ")),
                outcome.results().stream().mapToInt(StepResult::documents).sum(),
                outcome.results().stream().mapToInt(StepResult::chunks).sum(),
                outcome.took().toMillis());
    }

    void compensated(UnitOfWorkId id, String cause, int points) {
        compensated.increment();
        pointsCleanedUp.increment(points);
        LOG.warnf(
                "unit of work %s rolled back, nothing of it remains; cause: %s; points cleaned up: %d",
                id, cause, points);
    }

    void undoFailed(UnitOfWorkId id, Throwable failure) {
        LOG.errorf(
                "unit of work %s could not be undone yet and stays invisible; recovery goes on with it: %s",
                id, Undo.describe(failure));
    }

    void swept(UnitOfWorkId id, int points) {
        if (points > 0) {
            pointsCleanedUp.increment(points);
            LOG.warnf("unit of work %s: %d points had turned up after it was rolled back; cleaned up", id, points);
        }
    }

    /** @param took of each unit of work, since its commit */
    void settled(Collection<Duration> took) {
        took.forEach(settled::record);
        LOG.debugf("%d units of work settled: the vector store shows all their points", took.size());
    }

    void settleFailed(int units, Throwable failure) {
        LOG.warnf(
                "%d committed units of work can't be confirmed in the vector store yet; searches read them from the"
                        + " write buffer: %s",
                units, Undo.describe(failure));
    }

    void recoveryFailed(UnitOfWorkRecord found, Throwable failure) {
        LOG.warnf(
                "unit of work %s (%s) can't be recovered yet, attempt %d: %s",
                found.id(), found.state(), found.attempts(), Undo.describe(failure));
    }
}
