package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.PointId;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.documents.Garbage;
import dev.lockstep.stores.catalog.documents.Garbage.Item;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Removes superseded and deleted points: from Qdrant first, then their rows. Interrupted anywhere, it does the same again:
 * the rows are the list of what is left to do.
 */
@ApplicationScoped
public class Purge implements Duty {

    private static final Logger LOG = Logger.getLogger(Purge.class);

    /** The number of points removed at a time: a request and a transaction of moderate size. */
    private static final int SLICE = 1_000;

    private final Garbage garbage;
    private final PointStore points;
    private final ReconciliationSettings settings;

    Purge(Garbage garbage, PointStore points, ReconciliationSettings settings) {
        this.garbage = garbage;
        this.points = points;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public String purpose() {
        return "Removes superseded and deleted points from Qdrant, and then their rows.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.purgeInterval(), "lockstep.reconciliation.purge-interval");
    }

    /** Removes all points that are due. */
    @Override
    public Uni<Void> round() {
        return garbage.due(SLICE)
                .call(this::remove)
                .chain(items -> items.size() < SLICE ? Uni.createFrom().voidItem() : round());
    }

    private Uni<Void> remove(List<Item> items) {
        Map<String, List<PointId>> byCollection = items.stream()
                .collect(Collectors.groupingBy(Item::collection, Collectors.mapping(Item::point, Collectors.toList())));
        return Multi.createFrom()
                .iterable(byCollection.entrySet())
                .onItem()
                .transformToUniAndConcatenate(part -> remove(part.getKey(), part.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> remove(String collection, List<PointId> ids) {
        return points.delete(collection, ids, points.standardDeadline())
                .chain(() -> Failpoints.reach("purge.points-deleted", "purge"))
                .chain(() -> garbage.forget(ids))
                .call(() -> Failpoints.reach("purge.forgotten", "purge"))
                .invoke(() -> LOG.infof("%d superseded points cleaned up from %s", ids.size(), collection));
    }
}
