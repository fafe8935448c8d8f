package dev.lockstep.nearest;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Point;
import dev.lockstep.points.PointStore.Near;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The exact nearest neighbours in a snapshot of the write buffer: every vector is compared. The vectors and the metric
 * are those of Qdrant, so the scores merge.
 */
final class BufferScan {

    /** Best first; equal scores in the order of ids, as everywhere. */
    static final Comparator<Near> BEST_FIRST =
            Comparator.comparingDouble((Near near) -> -near.score()).thenComparing(Near::id);

    private BufferScan() {}

    /** @param threshold what a score must exceed, as in Qdrant; null for none */
    static List<Near> nearest(
            List<List<Point>> snapshot, Embedding query, Filter filter, int limit, @Nullable Float threshold) {
        PriorityQueue<Near> worstOnTop = new PriorityQueue<>(limit + 1, BEST_FIRST.reversed());
        for (List<Point> unit : snapshot) {
            for (Point point : unit) {
                offer(worstOnTop, point, query, filter, limit, threshold);
            }
        }
        List<Near> best = new ArrayList<>(worstOnTop);
        best.sort(BEST_FIRST);
        return best;
    }

    private static void offer(
            PriorityQueue<Near> worstOnTop,
            Point point,
            Embedding query,
            Filter filter,
            int limit,
            @Nullable Float threshold) {
        float score = query.dot(point.embedding());
        boolean candidate = (threshold == null || score > threshold)
                && (worstOnTop.size() < limit || score >= worstOnTop.peek().score())
                && filter.matches(point.metadata());
        if (candidate) {
            worstOnTop.add(new Near(point.id(), score));
            if (worstOnTop.size() > limit) {
                worstOnTop.poll();
            }
        }
    }
}
