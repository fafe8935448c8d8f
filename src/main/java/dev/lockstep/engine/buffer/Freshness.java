package dev.lockstep.engine.buffer;

import dev.lockstep.domain.Point;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.unitofwork.CommittedPoints;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog.Unsettled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the write buffer hold every unsettled unit of work, at the start of each search. The catalog is asked each time:
 * another process may have committed, or this one may have died between its commit and its buffer.
 */
@ApplicationScoped
public class Freshness {

    private final UnitOfWorkLog log;
    private final CommittedPoints catalog;
    private final WriteBuffer buffer;

    /**
     * The units of work that are being loaded now, and by which load: searches that lack the same wait for it, and do
     * not each hold all of it.
     */
    private final Map<UnitOfWorkId, Uni<Void>> loading = new HashMap<>();

    Freshness(UnitOfWorkLog log, CommittedPoints catalog, WriteBuffer buffer) {
        this.log = log;
        this.catalog = catalog;
        this.buffer = buffer;
    }

    /** Completes when whatever was committed before the call is in the buffer or visible in Qdrant. */
    public Uni<CompleteBuffer> ensure() {
        Set<UnitOfWorkId> before = buffer.units();
        return log.unsettled()
                .call(unsettled -> complete(unsettled, before))
                .map(unsettled -> new CompleteBuffer(buffer, unsettled));
    }

    /** @param before what the buffer held before the question; what is not in the answer another process has settled */
    private Uni<Void> complete(Unsettled unsettled, Set<UnitOfWorkId> before) {
        before.removeAll(unsettled.units());
        buffer.evict(before);
        Set<UnitOfWorkId> lacking = new HashSet<>(unsettled.units());
        lacking.removeAll(buffer.units());
        return lacking.isEmpty() ? Uni.createFrom().voidItem() : loaded(lacking);
    }

    private synchronized Uni<Void> loaded(Set<UnitOfWorkId> lacking) {
        Set<UnitOfWorkId> unclaimed = new HashSet<>(lacking);
        unclaimed.removeAll(loading.keySet());
        if (!unclaimed.isEmpty()) {
            Uni<Void> load = load(unclaimed)
                    .onTermination()
                    .invoke(() -> loadEnded(unclaimed))
                    .memoize()
                    .indefinitely();
            unclaimed.forEach(unit -> loading.put(unit, load));
        }
        List<Uni<Void>> awaited = lacking.stream().map(loading::get).distinct().toList();
        return CallerContext.resume(Uni.join().all(awaited).andFailFast().replaceWithVoid());
    }

    private synchronized void loadEnded(Set<UnitOfWorkId> units) {
        loading.keySet().removeAll(units);
    }

    /**
     * Loads units of work. What settles while it is being loaded is evicted again: nobody else would do it before the
     * next search.
     */
    private Uni<Void> load(Set<UnitOfWorkId> lacking) {
        return catalog.of(lacking)
                .invoke(points -> {
                    Map<UnitOfWorkId, List<Point>> byUnit =
                            points.stream().collect(Collectors.groupingBy(Point::unitOfWork));
                    lacking.forEach(unit -> buffer.publish(unit, byUnit.getOrDefault(unit, List.of())));
                })
                .chain(log::unsettled)
                .invoke(still -> {
                    Set<UnitOfWorkId> settled = new HashSet<>(lacking);
                    settled.removeAll(still.units());
                    buffer.evict(settled);
                })
                .replaceWithVoid();
    }
}
