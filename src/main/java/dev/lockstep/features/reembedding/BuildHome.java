package dev.lockstep.features.reembedding;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Generation;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.features.reembedding.BuildRun.Phase;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.reactive.Paging.Next;
import dev.lockstep.stores.catalog.documents.GenerationBuilds;
import dev.lockstep.stores.catalog.documents.GenerationBuilds.Indexed;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.stores.catalog.unitofwork.CommittedPoints;
import dev.lockstep.stores.points.Acknowledgement;
import dev.lockstep.stores.points.PayloadIndex;
import dev.lockstep.stores.points.PayloadIndexes;
import dev.lockstep.stores.points.PointCollections;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * The collection for the points of a generation: made before the first point, and verified before the generation
 * serves.
 */
@ApplicationScoped
class BuildHome {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reembedding");

    /** The number of points written within one deadline. */
    private static final int SLICE = 256;

    private final PointCollections collections;
    private final PayloadIndexes indexes;
    private final PointStore points;
    private final KnowledgeBases knowledgeBases;
    private final GenerationBuilds builds;
    private final CommittedPoints catalog;
    private final ReembedSettings settings;

    BuildHome(
            PointCollections collections,
            PayloadIndexes indexes,
            PointStore points,
            KnowledgeBases knowledgeBases,
            GenerationBuilds builds,
            CommittedPoints catalog,
            ReembedSettings settings) {
        this.collections = collections;
        this.indexes = indexes;
        this.points = points;
        this.knowledgeBases = knowledgeBases;
        this.builds = builds;
        this.catalog = catalog;
        this.settings = settings;
    }

    /** Makes the collection; one that exists already does no harm. */
    Uni<Void> prepare(BuildRun run) {
        Generation generation = run.generation();
        return run.enter(Phase.COLLECTION)
                .chain(() -> collections.create(
                        generation.collection(), generation.settings().dimension(), points.standardDeadline()))
                .chain(() -> knowledgeBases.byId(generation.knowledgeBase()))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : indexes.create(
                                generation.collection(),
                                PayloadIndex.of(found.get().metadataSchema()),
                                points.standardDeadline()));
    }

    /** Asks Qdrant for every point of the generation, and writes again what it does not show. */
    Uni<Void> verify(BuildRun run) {
        return Paging.<DocumentId>each(after -> run.requireOurs()
                .chain(() -> builds.indexed(run.generation(), after, settings.pageSize()))
                .call(page -> verify(run.generation(), page))
                .map(this::next));
    }

    private Next<DocumentId> next(List<Indexed> page) {
        return page.size() < settings.pageSize()
                ? Next.end()
                : Next.at(page.get(page.size() - 1).document());
    }

    private Uni<Void> verify(Generation generation, List<Indexed> page) {
        Set<PointId> expected =
                page.stream().flatMap(document -> document.points().stream()).collect(Collectors.toSet());
        return points.visible(generation.collection(), expected, points.standardDeadline())
                .chain(visible -> {
                    Set<PointId> missing = new HashSet<>(expected);
                    missing.removeAll(visible);
                    return missing.isEmpty() ? Uni.createFrom().voidItem() : restore(generation, missing);
                });
    }

    private Uni<Void> restore(Generation generation, Set<PointId> missing) {
        LOG.warnf("%d points are missing in %s, writing them again", missing.size(), generation.collection());
        return catalog.byId(missing).chain(found -> write(generation, found));
    }

    /** Writes points, and completes when Qdrant shows them. */
    Uni<Void> write(Generation generation, List<Point> all) {
        List<List<Point>> slices = IntStream.iterate(0, from -> from < all.size(), from -> from + SLICE)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + SLICE)))
                .toList();
        return Paging.inTurn(
                slices,
                slice -> points.upsert(
                        generation.collection(), slice, Acknowledgement.VISIBLE, points.standardDeadline()));
    }
}
