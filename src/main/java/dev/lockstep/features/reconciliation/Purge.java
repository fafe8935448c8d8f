package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.PointId;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.reactive.Rounds;
import dev.lockstep.stores.catalog.documents.Garbage;
import dev.lockstep.stores.catalog.documents.Garbage.Item;
import dev.lockstep.stores.points.PointStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Removes superseded and deleted points: from Qdrant first, then their rows. Interrupted anywhere, it does the same again:
 * the rows are the list of what is left to do.
 */
@ApplicationScoped
public class Purge {

    private static final Logger LOG = Logger.getLogger(Purge.class);

    /** Points in one pass: a request and a transaction of moderate size. */
    private static final int SLICE = 1_000;

    private final Garbage garbage;
    private final PointStore points;
    private final Rounds rounds;

    Purge(Garbage garbage, PointStore points, ReconciliationSettings settings) {
        this.garbage = garbage;
        this.points = points;
        this.rounds = new Rounds("purge", settings.purgeInterval(), this::pass);
    }

    void start(@Observes StartupEvent started) {
        rounds.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        rounds.stop();
    }

    /** Removes all that is due. */
    Uni<Void> pass() {
        return garbage.due(SLICE)
                .call(this::remove)
                .chain(items -> items.size() < SLICE ? Uni.createFrom().voidItem() : pass());
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
