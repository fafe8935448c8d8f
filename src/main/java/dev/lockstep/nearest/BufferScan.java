package dev.lockstep.nearest;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Point;
import dev.lockstep.points.Leg;
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

    /**
     * What a leg would find if Qdrant had the snapshot's points already.
     *
     * @param leg of a lexical one, the query's weights times the rarity of the terms
     * @param threshold what a score must exceed, as in Qdrant; null for none
     */
    static List<Near> nearest(
            List<List<Point>> snapshot, Leg leg, Filter filter, int limit, @Nullable Float threshold) {
        if (leg instanceof Leg.Dense dense) {
            Embedding query = dense.query();
            return scan(snapshot, point -> query.dot(point.embedding()), filter, limit, threshold);
        }
        SoughtTerms query = new SoughtTerms(((Leg.Lexical) leg).query());
        // Without a term in common a point is not found, so the score must exceed 0 at least.
        float least = threshold == null ? 0 : Math.max(0, threshold);
        return scan(snapshot, point -> query.dot(point.lexical()), filter, limit, least);
    }

    private interface Scoring {
        float score(Point point);
    }

    private static List<Near> scan(
            List<List<Point>> snapshot, Scoring scoring, Filter filter, int limit, @Nullable Float threshold) {
        PriorityQueue<Near> worstOnTop = new PriorityQueue<>(BEST_FIRST.reversed());
        for (List<Point> unit : snapshot) {
            for (Point point : unit) {
                float score = scoring.score(point);
                boolean candidate = (threshold == null || score > threshold)
                        && (worstOnTop.size() < limit
                                || score >= worstOnTop.peek().score())
                        && filter.matches(point.metadata());
                if (candidate) {
                    worstOnTop.add(new Near(point.id(), score));
                    if (worstOnTop.size() > limit) {
                        worstOnTop.poll();
                    }
                }
            }
        }
        List<Near> best = new ArrayList<>(worstOnTop);
        best.sort(BEST_FIRST);
        return best;
    }
}
