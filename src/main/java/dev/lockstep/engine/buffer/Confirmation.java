package dev.lockstep.engine.buffer;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.unitofwork.CommittedPoints;
import dev.lockstep.stores.catalog.unitofwork.PointSource.Expected;
import dev.lockstep.stores.points.Acknowledgement;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks Qdrant for every point of committed units of work until it shows them all. Points that do not appear in time were
 * lost after they had been acknowledged: they are written again, from the embeddings in the catalog.
 */
@ApplicationScoped
public class Confirmation {

    private static final Logger LOG = Logger.getLogger(Confirmation.class);

    /** The first pause between two questions, which grows: most points are visible within milliseconds. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final CommittedPoints catalog;
    private final PointStore points;
    private final BufferSettings settings;

    Confirmation(CommittedPoints catalog, PointStore points, BufferSettings settings) {
        this.catalog = catalog;
        this.points = points;
        this.settings = settings;
    }

    /** Completes when Qdrant shows every live point of these units of work; fails when it can't be asked. */
    public Uni<Void> confirm(Collection<UnitOfWorkId> unitsOfWork) {
        return catalog.expected(unitsOfWork)
                .map(expected -> expected.stream().collect(Collectors.groupingBy(Expected::collection)))
                .chain(byCollection -> Multi.createFrom()
                        .iterable(byCollection.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(this::confirm)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> confirm(Map.Entry<String, List<Expected>> part) {
        Set<PointId> expected = part.getValue().stream().map(Expected::point).collect(Collectors.toSet());
        String collection = part.getKey();
        Deadline deadline = Deadline.in(settings.confirmWithin());
        return missing(collection, expected, deadline, FIRST_PAUSE)
                .chain(missing -> missing.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : restore(collection, missing).chain(() -> requireVisible(collection, missing)));
    }

    /**
     * Fails unless the restored points are visible. Not even a write that was waited for is trusted: what is evicted
     * wrongly is no longer searched.
     */
    private Uni<Void> requireVisible(String collection, Set<PointId> restored) {
        return points.visible(collection, restored, points.standardDeadline())
                .invoke(visible -> {
                    if (!visible.containsAll(restored)) {
                        throw new Unavailable(
                                ErrorCode.POINTS_UNAVAILABLE,
                                "Qdrant has confirmed points in collection " + collection
                                        + " but does not show them: they are written again later",
                                null);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Set<PointId>> missing(String collection, Set<PointId> wanted, Deadline deadline, Duration pause) {
        return points.visible(collection, wanted, points.standardDeadline()).chain(visible -> {
            Set<PointId> missing = new HashSet<>(wanted);
            missing.removeAll(visible);
            if (missing.isEmpty() || deadline.passed()) {
                return Uni.createFrom().item(missing);
            }
            Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause)
                    .chain(() -> missing(collection, missing, deadline, next));
        });
    }

    private Uni<Void> restore(String collection, Set<PointId> missing) {
        LOG.warnf(
                "%d points of committed units of work are not visible in collection %s after %s: writing them again",
                missing.size(), collection, settings.confirmWithin());
        return catalog.byId(missing)
                .chain(lost -> points.upsert(collection, lost, Acknowledgement.VISIBLE, points.standardDeadline()));
    }
}
