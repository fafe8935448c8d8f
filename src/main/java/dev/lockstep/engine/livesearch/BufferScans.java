package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Filter;
import dev.lockstep.engine.buffer.BufferedPart;
import dev.lockstep.stores.points.Leg;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a snapshot of the write buffer what Qdrant is asked: the answers have the same form, and their scores merge. */
@ApplicationScoped
public class BufferScans {

    private final Rarity rarity;
    private final ScanThreads threads;

    BufferScans(Rarity rarity, ScanThreads threads) {
        this.rarity = rarity;
        this.threads = threads;
    }

    /**
     * Finds the points that are nearest to a query, by each of the legs.
     *
     * @param collection where the points will be
     * @param limit at most so many for each leg, best first
     * @param threshold what a score must exceed, or null for none
     * @return for each leg, in their order
     */
    public Uni<List<List<Near>>> nearest(
            String collection,
            List<BufferedPart> snapshot,
            List<Leg> legs,
            Filter filter,
            int limit,
            @Nullable Float threshold,
            Deadline deadline) {
        int size = size(snapshot);
        if (size == 0) {
            return Uni.createFrom()
                    .item(legs.stream().map(leg -> List.<Near>of()).toList());
        }
        List<Uni<List<Near>>> each = legs.stream()
                .map(leg -> weighted(collection, snapshot, leg, deadline)
                        .chain(weighted -> threads.run(
                                size, () -> BufferScan.nearest(snapshot, weighted, filter, limit, threshold))))
                .toList();
        return Uni.join().all(each).andFailFast();
    }

    /** Weights a lexical leg by the rarity of its terms, which Qdrant does by itself. */
    private Uni<Leg> weighted(String collection, List<BufferedPart> snapshot, Leg leg, Deadline deadline) {
        return leg instanceof Leg.Lexical lexical
                ? rarity.weigh(collection, lexical.query(), snapshot, deadline).map(Leg.Lexical::new)
                : Uni.createFrom().item(leg);
    }

    static int size(List<BufferedPart> snapshot) {
        return snapshot.stream().mapToInt(BufferedPart::size).sum();
    }
}
