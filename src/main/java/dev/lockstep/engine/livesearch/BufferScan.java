package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.engine.buffer.BufferedPart;
import dev.lockstep.engine.buffer.PointBlock;
import dev.lockstep.stores.points.Leg;
import dev.lockstep.stores.points.PointStore.Near;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The exact nearest neighbours in a snapshot of the write buffer: every vector is compared. The vectors and the metric
 * are those of Qdrant, so the scores merge.
 */
final class BufferScan {

    /** The order of hits: the best come first, and equal scores follow the order of ids, as everywhere. */
    static final Comparator<Near> BEST_FIRST =
            Comparator.comparingDouble((Near near) -> -near.score()).thenComparing(Near::id);

    private final Filter filter;
    private final int limit;
    private final float least;
    private final PriorityQueue<Near> worstOnTop = new PriorityQueue<>(BEST_FIRST.reversed());

    /** @param least what a score must exceed */
    private BufferScan(Filter filter, int limit, float least) {
        this.filter = filter;
        this.limit = limit;
        this.least = least;
    }

    /**
     * Returns what a leg would find if Qdrant had the snapshot's points already.
     *
     * @param leg for a lexical one, its weights are the query's times the rarity of the terms
     * @param threshold what a score must exceed, as in Qdrant; null for none
     */
    static List<Near> nearest(
            List<BufferedPart> snapshot, Leg leg, Filter filter, int limit, @Nullable Float threshold) {
        float least = threshold == null ? Float.NEGATIVE_INFINITY : threshold;
        if (leg instanceof Leg.Dense dense) {
            return new BufferScan(filter, limit, least).of(snapshot, new Meaning(dense.query()));
        }
        // Without a term in common a point is not found, so the score must exceed 0 at least.
        return new BufferScan(filter, limit, Math.max(0, least)).of(snapshot, new Words(((Leg.Lexical) leg).query()));
    }

    private List<Near> of(List<BufferedPart> snapshot, Scoring scoring) {
        float[] scores = new float[PointBlock.MOST];
        for (BufferedPart part : snapshot) {
            for (PointBlock block : part.blocks()) {
                scoring.score(block, scores);
                offer(block, scores);
            }
        }
        List<Near> best = new ArrayList<>(worstOnTop);
        best.sort(BEST_FIRST);
        return best;
    }

    private void offer(PointBlock block, float[] scores) {
        for (int i = 0; i < block.size(); i++) {
            float score = scores[i];
            boolean candidate = score > least
                    && (worstOnTop.size() < limit
                            || score >= worstOnTop.element().score())
                    && block.matches(filter, i);
            if (candidate) {
                worstOnTop.add(new Near(block.id(i), score));
                if (worstOnTop.size() > limit) {
                    worstOnTop.remove();
                }
            }
        }
    }

    private interface Scoring {
        /** Sets the score of each point of the block. */
        void score(PointBlock block, float[] scores);
    }

    private record Meaning(Embedding query) implements Scoring {
        @Override
        public void score(PointBlock block, float[] scores) {
            for (int i = 0; i < block.size(); i++) {
                scores[i] = block.dot(query, i);
            }
        }
    }

    /**
     * Scores points by their words. It adds in the order of the terms, as {@link SparseVector#dot} does, so the sums
     * are the same to the bit.
     */
    private record Words(SparseVector query) implements Scoring {
        @Override
        public void score(PointBlock block, float[] scores) {
            Arrays.fill(scores, 0, block.size(), 0);
            for (int i = 0; i < query.size(); i++) {
                block.terms().addTo(scores, query.indices()[i], query.values()[i]);
            }
        }
    }
}
