package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.features.reconciliation.Tally.Place;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import dev.lockstep.stores.catalog.reconciliation.LivePoints;
import dev.lockstep.stores.catalog.reconciliation.LivePoints.LivePoint;
import dev.lockstep.stores.catalog.unitofwork.CommittedPoints;
import dev.lockstep.stores.points.Acknowledgement;
import dev.lockstep.stores.points.PointScan;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds live points that Qdrant lacks, or whose payload is not what was written, and writes them again from the
 * catalog.
 *
 * <p>PostgreSQL says what must be there, and only of settled units of work, which Qdrant has shown whole before. What
 * Qdrant lacks is looked up in PostgreSQL once more: it may have been superseded and purged since. One that is
 * superseded even later is written all the same and is a zombie then, which no search returns and the collector
 * removes. Writing a point that was there after all changes nothing: the same id always has the same content.
 *
 * <p>What was written is looked for once more, as the write buffer does with what it confirms: an acknowledgement does not
 * survive a Qdrant that is restarted from an older state, and a repair that has finished promises that the points are found.
 */
@ApplicationScoped
class LostPoints {

    /** The number of points written within one deadline. */
    private static final int SLICE = 256;

    private final PointScan scan;
    private final LivePoints live;
    private final CommittedPoints catalog;
    private final PointStore store;

    LostPoints(PointScan scan, LivePoints live, CommittedPoints catalog, PointStore store) {
        this.scan = scan;
        this.live = live;
        this.catalog = catalog;
        this.store = store;
    }

    Uni<Void> compare(String collection, List<LivePoint> expected, Order order, Tally tally) {
        return scan.origins(collection, expected.stream().map(LivePoint::id).toList())
                .map(shown -> damaged(collection, expected, shown))
                .chain(damaged -> damaged.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : stillExpected(damaged)
                                .invoke(() -> damaged.values().forEach(d -> tally.found(d.place(), d.kind(), 1)))
                                .call(() -> order.mends()
                                        ? restore(collection, damaged, tally)
                                        : Uni.createFrom().voidItem()));
    }

    private record Damage(Place place, Kind kind) {}

    private static Map<PointId, Damage> damaged(
            String collection, List<LivePoint> expected, Map<PointId, Optional<UnitOfWorkId>> shown) {
        Map<PointId, Damage> damaged = new LinkedHashMap<>();
        for (LivePoint point : expected) {
            Optional<UnitOfWorkId> origin = shown.get(point.id());
            Place place = new Place(collection, point.scope());
            if (origin == null) {
                damaged.put(point.id(), new Damage(place, Kind.MISSING));
            } else if (!origin.equals(Optional.of(point.unitOfWork()))) {
                damaged.put(point.id(), new Damage(place, Kind.STALE));
            }
        }
        return damaged;
    }

    private Uni<Void> stillExpected(Map<PointId, Damage> damaged) {
        return live.still(damaged.keySet())
                .invoke(still -> damaged.keySet().retainAll(still))
                .replaceWithVoid();
    }

    private Uni<Void> restore(String collection, Map<PointId, Damage> damaged, Tally tally) {
        return catalog.byId(damaged.keySet())
                .chain(found -> Paging.inTurn(slices(found), slice -> upsert(collection, slice)
                        .chain(() -> requireShown(collection, slice))
                        .invoke(() -> slice.forEach(point -> {
                            Damage damage = damaged.get(point.id());
                            tally.mended(damage.place(), damage.kind(), 1);
                        }))));
    }

    private Uni<Void> requireShown(String collection, List<Point> written) {
        return scan.origins(collection, written.stream().map(Point::id).toList())
                .invoke(shown -> {
                    long lost = written.stream()
                            .filter(point -> !Optional.of(point.unitOfWork()).equals(shown.get(point.id())))
                            .count();
                    if (lost > 0) {
                        throw new Unavailable(
                                ErrorCode.POINTS_UNAVAILABLE,
                                "Qdrant acknowledged " + written.size() + " restored points in collection " + collection
                                        + " and does not show " + lost + " of them: repair again",
                                null);
                    }
                })
                .replaceWithVoid();
    }

    /** Writes points, after PostgreSQL has been asked for the second time. */
    private Uni<Void> upsert(String collection, List<Point> points) {
        return Failpoints.reach("scrub.asked", Scrub.NAME)
                .chain(() -> store.upsert(collection, points, Acknowledgement.VISIBLE, store.standardDeadline()))
                .call(() -> Failpoints.reach("scrub.restored", Scrub.NAME));
    }

    private static List<List<Point>> slices(List<Point> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + SLICE)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + SLICE)))
                .toList();
    }
}
