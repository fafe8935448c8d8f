package dev.lockstep.engine.livesearch;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.buffer.BufferedPart;
import dev.lockstep.engine.buffer.Freshness;
import dev.lockstep.engine.buffer.WriteBuffer;
import dev.lockstep.stores.catalog.documents.Newcomers;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog.Unsettled;
import dev.lockstep.stores.points.Leg;
import dev.lockstep.stores.points.PointStore;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The nearest live items, from Qdrant and the write buffer.
 *
 * <p>The catalog has the last word: what it does not call live is dropped. A drop means that something was changed or
 * deleted lately, so its new version may have come too late for this round's snapshot, and better hits may be below the
 * dropped ones: another round asks again, for more, until nothing new is dropped and there are enough. The same when something is
 * live that was committed after the round had begun: the rest of its unit of work may be missing.
 */
@ApplicationScoped
public class NearestLive {

    /** Rounds at most, each asking for four times as many as the one before. */
    private static final int MAX_ROUNDS = 6;

    /** And so many at most: an answer is built in memory. */
    private static final int MAX_SIZE = 50_000;

    private final Freshness freshness;
    private final Newcomers newcomers;
    private final WriteBuffer buffer;
    private final PointStore points;
    private final BufferScans scans;
    private final SearchSettings settings;

    NearestLive(
            Freshness freshness,
            Newcomers newcomers,
            WriteBuffer buffer,
            PointStore points,
            BufferScans scans,
            SearchSettings settings) {
        this.freshness = freshness;
        this.newcomers = newcomers;
        this.buffer = buffer;
        this.points = points;
        this.scans = scans;
        this.settings = settings;
    }

    /** Makes the buffer complete; must have been done before {@link #hits}, and may be done beside other preparations. */
    public Uni<Unsettled> refresh() {
        return freshness.ensure();
    }

    /**
     * The nearest items, best first.
     *
     * @param began what {@link #refresh} said
     * @param live asks the catalog which of these points are live, and what they stand for; equal items are one hit, with
     *     the score of its nearest point
     */
    public <T> Uni<List<Scored<T>>> hits(Ask ask, Unsettled began, Function<List<PointId>, Uni<Map<PointId, T>>> live) {
        return round(
                new Round<>(ask, live, Deadline.in(settings.timeout()), began, 1, ask.limit(), Set.of(), Set.of()));
    }

    /**
     * @param began what the write buffer had to hold when it began
     * @param dropped what was not live before it began
     * @param met what had been committed before it began, though nobody was told
     */
    private record Round<T>(
            Ask ask,
            Function<List<PointId>, Uni<Map<PointId, T>>> live,
            Deadline deadline,
            Unsettled began,
            int number,
            int size,
            Set<PointId> dropped,
            Set<UnitOfWorkId> met) {

        Round<T> next(Unsettled nowBegan, Set<PointId> nowDropped, Set<UnitOfWorkId> late) {
            Set<UnitOfWorkId> nowMet = Sets.union(met, late).immutableCopy();
            int deeper = Math.min(size * 4, MAX_SIZE);
            return new Round<>(ask, live, deadline, nowBegan, number + 1, deeper, nowDropped, nowMet);
        }
    }

    private <T> Uni<List<Scored<T>>> round(Round<T> round) {
        Ask ask = round.ask();
        // The snapshot comes first: what is evicted after it is visible in Qdrant by then.
        List<BufferedPart> snapshot = buffer.snapshot(ask.scope(), ask.collection());
        List<Leg> leg = List.of(new Leg.Dense(ask.query()));
        return Uni.combine()
                .all()
                .unis(
                        points.nearest(
                                ask.collection(),
                                ask.scope(),
                                leg,
                                ask.filter(),
                                round.size(),
                                ask.threshold(),
                                round.deadline()),
                        scans.nearest(
                                ask.collection(),
                                snapshot,
                                leg,
                                ask.filter(),
                                round.size(),
                                ask.threshold(),
                                round.deadline()))
                .with((indexed, buffered) -> merge(indexed.get(0), buffered.get(0), round.size()))
                .chain(nearest -> hydrate(round, nearest));
    }

    /**
     * A point that Qdrant shows already while the buffer still has it is one candidate. Sorted in any case: Qdrant leaves
     * open which of two equal scores comes first.
     */
    private static List<Near> merge(List<Near> indexed, List<Near> buffered, int size) {
        Map<PointId, Near> byId = new LinkedHashMap<>();
        indexed.forEach(near -> byId.put(near.id(), near));
        buffered.forEach(near -> byId.put(near.id(), near));
        List<Near> merged = new ArrayList<>(byId.values());
        merged.sort(BufferScan.BEST_FIRST);
        return merged.size() <= size ? merged : merged.subList(0, size);
    }

    private <T> Uni<List<Scored<T>>> hydrate(Round<T> round, List<Near> nearest) {
        if (nearest.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<PointId> ids = nearest.stream().map(Near::id).toList();
        return Uni.combine()
                .all()
                .unis(round.live().apply(ids), newcomers.among(ids, round.began(), round.met()))
                .asTuple()
                .chain(read -> conclude(round, nearest, read.getItem1(), read.getItem2()));
    }

    private <T> Uni<List<Scored<T>>> conclude(
            Round<T> round, List<Near> nearest, Map<PointId, T> live, Map<PointId, UnitOfWorkId> newcomers) {
        Set<UnitOfWorkId> late =
                Set.copyOf(Maps.filterKeys(newcomers, live::containsKey).values());
        Set<PointId> dropped = nearest.stream().map(Near::id).collect(Collectors.toSet());
        dropped.removeAll(live.keySet());
        List<Scored<T>> hits = best(nearest, live, round.ask().limit());
        boolean tooFew = hits.size() < round.ask().limit() && nearest.size() == round.size();
        boolean again = tooFew || !late.isEmpty() || !round.dropped().containsAll(dropped);
        return again && round.number() < MAX_ROUNDS
                ? refresh().chain(began -> round(round.next(began, dropped, late)))
                : Uni.createFrom().item(hits);
    }

    private static <T> List<Scored<T>> best(List<Near> nearest, Map<PointId, T> live, int limit) {
        Map<T, Scored<T>> best = new LinkedHashMap<>();
        for (Near near : nearest) {
            T item = live.get(near.id());
            if (item != null) {
                best.putIfAbsent(item, new Scored<>(near.score(), item));
            }
            if (best.size() == limit) {
                break;
            }
        }
        return List.copyOf(best.values());
    }
}
