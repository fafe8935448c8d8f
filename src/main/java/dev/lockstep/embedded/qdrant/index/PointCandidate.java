package dev.lockstep.embedded.qdrant.index;

import java.util.Comparator;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A point on its way through a query, with what it was found by so far.
 *
 * @param doc in the whole index
 * @param score as the caller sees it
 * @param order the payload value it was found by, if it was found in the order of a field
 */
public record PointCandidate(
        int doc,
        BytesRef key,
        float score,
        Origin origin,
        @Nullable OrderValue order) {
    /** The score of points that are found without one. */
    static final float UNSCORED = 1;

    private static final Comparator<PointCandidate> BY_ID = Comparator.comparing(PointCandidate::key);

    /** Where a point came from. What was only listed is shown without its version, as in Qdrant. */
    public enum Origin {
        SEARCHED,
        LISTED
    }

    static PointCandidate searched(SearchHit hit, Metric metric) {
        return new PointCandidate(hit.doc(), hit.key(), metric.score(hit.similarity()), Origin.SEARCHED, null);
    }

    static PointCandidate listed(int doc, BytesRef key, @Nullable OrderValue order) {
        return new PointCandidate(doc, key, UNSCORED, Origin.LISTED, order);
    }

    public PointCandidate withScore(float changed) {
        return new PointCandidate(doc, key, changed, origin, order);
    }

    /** Orders larger scores first, and points with equal scores by their ids. */
    public static Comparator<PointCandidate> byScore() {
        return Comparator.comparing(PointCandidate::score, Comparator.reverseOrder())
                .thenComparing(BY_ID);
    }

    /** Orders smaller scores first, and points with equal scores by their ids. */
    public static Comparator<PointCandidate> byDistance() {
        return Comparator.comparing(PointCandidate::score).thenComparing(BY_ID);
    }

    /** Qdrant's order of points: first those found by a payload value, by that value, then the others as {@link #byScore}. */
    public static Comparator<PointCandidate> byOrderThenScore() {
        return Comparator.comparing(PointCandidate::order, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(byScore());
    }
}
