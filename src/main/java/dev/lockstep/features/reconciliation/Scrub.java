package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.PointId;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.reactive.Paging.Next;
import dev.lockstep.stores.catalog.reconciliation.LivePoints;
import dev.lockstep.stores.catalog.reconciliation.LivePoints.LivePoint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The search for losses: goes through every live point in the order of ids and asks Qdrant for it, see {@link LostPoints}.
 *
 * <p>Qdrant is asked for the ids of a page, rather than scrolled beside it: so nothing depends on both stores having the same
 * order, and one walk through the catalog serves all collections.
 */
@ApplicationScoped
class Scrub implements Pass {

    static final String NAME = "scrub";

    private final LivePoints live;
    private final LostCollections lostCollections;
    private final LostPoints lostPoints;
    private final ReconciliationSettings settings;

    Scrub(LivePoints live, LostCollections lostCollections, LostPoints lostPoints, ReconciliationSettings settings) {
        this.live = live;
        this.lostCollections = lostCollections;
        this.lostPoints = lostPoints;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "Searches Qdrant for live points that are missing or wrong, and writes them again.";
    }

    @Override
    public Uni<Void> carryOut(Order order, PassRun run) {
        return lostCollections
                .restore(order, run)
                .chain(() -> Paging.<PointId>each(after -> live.ids(
                                after == null ? LivePoints.BEGINNING : after, order.onlyScope(), settings.pageSize())
                        .call(ids -> compare(ids, order, run))
                        .call(run::breathe)
                        .map(this::next)));
    }

    private Next<PointId> next(List<PointId> page) {
        return page.size() < settings.pageSize() ? Next.end() : Next.at(page.get(page.size() - 1));
    }

    private Uni<Void> compare(List<PointId> ids, Order order, PassRun run) {
        return live.settled(ids).chain(page -> compareLive(page, order, run));
    }

    private Uni<Void> compareLive(List<LivePoint> page, Order order, PassRun run) {
        run.tally().scanned(page.size());
        return Paging.inTurn(
                page.stream()
                        .collect(Collectors.groupingBy(LivePoint::collection))
                        .entrySet(),
                part -> run.tolerating(
                        part.getKey(), () -> lostPoints.compare(part.getKey(), part.getValue(), order, run.tally())));
    }
}
