package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.PointHome;
import dev.lockstep.engine.buffer.BufferedPart;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.stores.points.PointStore;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/** Asks Qdrant and the write buffer, leg by leg, and merges their answers. What it finds need not be live. */
@ApplicationScoped
public class NearestPoints {

    private final PointStore points;
    private final BufferScans scans;

    NearestPoints(PointStore points, BufferScans scans) {
        this.points = points;
        this.scans = scans;
    }

    /**
     * Finds the nearest points for each query, side by side.
     *
     * @param depth at most so many of each leg
     * @return for each query, in their order, and for each of its legs
     */
    public Uni<List<List<LegResult>>> find(
            CompleteBuffer buffer, List<PointQuery> queries, int depth, Deadline deadline, Stopwatch watch) {
        // The snapshots come first: what is evicted after it is visible in Qdrant by then.
        List<PointHome> homes = queries.stream().map(PointQuery::home).toList();
        List<List<BufferedPart>> snapshots = buffer.snapshots(homes);
        List<Uni<List<LegResult>>> each = IntStream.range(0, queries.size())
                .mapToObj(i -> find(snapshots.get(i), queries.get(i), depth, deadline, watch))
                .toList();
        return Uni.join().all(each).andFailFast();
    }

    private Uni<List<LegResult>> find(
            List<BufferedPart> snapshot, PointQuery query, int depth, Deadline deadline, Stopwatch watch) {
        Uni<List<List<Near>>> indexed = watch.time(Stage.POINTS, () -> indexed(query, depth, deadline));
        Uni<List<List<Near>>> buffered = watch.time(Stage.BUFFER, () -> buffered(snapshot, query, depth, deadline));
        return Uni.combine().all().unis(indexed, buffered).asTuple().map(both -> {
            IntStream legs = IntStream.range(0, query.legs().size());
            return legs.mapToObj(leg -> LegResult.of(
                            both.getItem1().get(leg), both.getItem2().get(leg), depth))
                    .toList();
        });
    }

    private Uni<List<List<Near>>> indexed(PointQuery query, int depth, Deadline deadline) {
        PointHome home = query.home();
        return points.nearest(
                home.collection(), home.scope(), query.legs(), query.filter(), depth, query.threshold(), deadline);
    }

    private Uni<List<List<Near>>> buffered(
            List<BufferedPart> snapshot, PointQuery query, int depth, Deadline deadline) {
        return scans.nearest(
                query.home().collection(), snapshot, query.legs(), query.filter(), depth, query.threshold(), deadline);
    }
}
