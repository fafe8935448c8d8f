package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Generation;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.reactive.Paging.Next;
import dev.lockstep.stores.catalog.knowledgebases.GenerationRemoval;
import dev.lockstep.stores.points.PointCollections;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Removes generations that are no longer wanted: points first, then rows. Interrupted anywhere, it does the same again;
 * several processes may do it side by side.
 */
@ApplicationScoped
class Removal implements Duty {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reembedding");

    /** The number of documents whose chunks are deleted by one statement. */
    private static final int SLICE = 200;

    private final GenerationRemoval catalog;
    private final PointCollections collections;
    private final PointStore points;
    private final ReembedSettings settings;

    Removal(GenerationRemoval catalog, PointCollections collections, PointStore points, ReembedSettings settings) {
        this.catalog = catalog;
        this.collections = collections;
        this.points = points;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "removal of generations";
    }

    @Override
    public String purpose() {
        return "Removes the points and rows of generations that are no longer wanted.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.interval(), "lockstep.reembed.interval").beginningAfter(settings.interval());
    }

    @Override
    public Uni<Void> round() {
        return catalog.expire(settings.keepRetired())
                .chain(catalog::dropping)
                .chain(all -> Paging.inTurn(all, this::remove));
    }

    private Uni<Void> remove(Generation generation) {
        return removePoints(generation)
                .chain(() -> Failpoints.reach("reembed.points-removed", generation.knowledgeBase()))
                .chain(() -> Paging.<UUID>each(
                        after -> catalog.eraseSlice(generation, after, SLICE).map(Next::at)))
                .chain(() -> catalog.dropped(generation))
                .invoke(() -> LOG.infof(
                        "generation %d of knowledge base %s is removed",
                        generation.number(), generation.knowledgeBase()));
    }

    /** Removes the points of a generation. The first one of a knowledge base may share its collection with others. */
    private Uni<Void> removePoints(Generation generation) {
        return generation.hasCollectionOfItsOwn()
                ? collections.drop(generation.collection(), points.standardDeadline())
                : points.ofScope(
                                generation.collection(),
                                generation.knowledgeBase().scope(),
                                points.standardDeadline())
                        .chain(ids -> points.delete(generation.collection(), ids, points.standardDeadline()));
    }
}
