package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.PointId;
import dev.lockstep.features.reconciliation.Tally.Place;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.reactive.Paging.Next;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import dev.lockstep.stores.points.PointScan;
import dev.lockstep.stores.points.PointStore;
import dev.lockstep.stores.points.ScanPosition;
import dev.lockstep.stores.points.ScannedPoint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/**
 * Finds points of one collection that are not live and never will be, and removes them within the fuse.
 *
 * <p><b>Why it can't remove a point that is live or about to be.</b> A page of Qdrant is read first, and PostgreSQL is asked
 * afterwards, in one statement: all that it answers was true at one instant, later than the page.
 *
 * <ul>
 *   <li>A point is upserted only after its unit of work was recorded as STAGED, in a transaction that had committed. So the
 *       record of a point that was seen is there when PostgreSQL is asked; when it is not, the point is from elsewhere
 *       (another database, or this one before it was restored) and is quarantined, not removed.
 *   <li>STAGED: it may yet be committed. COMPENSATING: the undoing removes it. Both are left alone.
 *   <li>COMMITTED or SETTLED: one transaction wrote that state and made its points live. A point that is not live now was
 *       superseded or deleted since; the transaction that did so made it garbage at the same instant, and while it is
 *       garbage it is left to the purge, which knows its grace. When it is not even that, the purge has removed it and a
 *       late write has brought it back: nobody waits for it. That its version may be kept in PostgreSQL does not matter here:
 *       restoring one makes points of its own.
 *   <li>COMPENSATED, SWEPT, PARKED: from these no state leads to COMMITTED.
 *   <li>The ids of points are never used again, and no version becomes live twice. So what is to be removed still is when
 *       the delete arrives, however late. This needs no lock, and does no harm when the pass lost its claim.
 * </ul>
 *
 * <p>Points of a knowledge base that is being deleted are left to the unit of work that deletes it.
 */
@ApplicationScoped
class Orphans {

    private final PointScan scan;
    private final PointStore points;
    private final Judgement judgement;
    private final QuarantineWard ward;
    private final ReconciliationSettings settings;

    Orphans(
            PointScan scan,
            PointStore points,
            Judgement judgement,
            QuarantineWard ward,
            ReconciliationSettings settings) {
        this.scan = scan;
        this.points = points;
        this.judgement = judgement;
        this.ward = ward;
        this.settings = settings;
    }

    /**
     * Counts the zombies first, because only the total tells whether they may be removed; usually there is nothing to
     * remove.
     */
    Uni<Void> collect(String collection, Order order, PassRun run) {
        Census census = new Census(collection, run.tally());
        return ward.open(collection, order)
                .chain(stay -> eachPage(collection, order, run, page -> judgement
                                .judge(page)
                                .invoke(judged -> census.add(page, judged))
                                .call(judged -> stay.admit(judged.suspects()))
                                .replaceWithVoid())
                        .chain(stay::close))
                .chain(() -> order.mends() && census.allows(order.fuse(), settings)
                        ? removeAll(collection, order, run, census)
                        : Uni.createFrom().voidItem());
    }

    /** Removes all zombies. What has become one since the count goes too, as long as the fuse has room for it. */
    private Uni<Void> removeAll(String collection, Order order, PassRun run, Census census) {
        return eachPage(collection, order, run, page -> judgement
                .judge(page)
                .map(judged -> census.removable(judged.zombies()))
                .call(zombies -> remove(collection, zombies))
                .invoke(zombies -> zombies.forEach(
                        zombie -> run.tally().mended(new Place(collection, zombie.scope()), Kind.ZOMBIE, 1)))
                .replaceWithVoid());
    }

    /** Removes zombies, after PostgreSQL has been asked. */
    private Uni<Void> remove(String collection, List<ScannedPoint> zombies) {
        List<PointId> ids = zombies.stream().map(ScannedPoint::id).toList();
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : Failpoints.reach("collector.asked", Collector.NAME)
                        .chain(() -> points.delete(collection, ids, points.standardDeadline()))
                        .call(() -> Failpoints.reach("collector.removed", Collector.NAME));
    }

    private Uni<Void> eachPage(
            String collection, Order order, PassRun run, Function<List<ScannedPoint>, Uni<Void>> work) {
        return Paging.<ScanPosition>each(from -> scan.page(collection, order.filter(), from, settings.pageSize())
                .call(page -> work.apply(page.points()))
                .call(run::breathe)
                .map(page -> Next.at(page.next())));
    }
}
