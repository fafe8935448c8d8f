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
    /** What points have for a score that are found without one. */
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

    /** Larger scores first; those with equal ones in the order of their ids. */
    public static Comparator<PointCandidate> byScore() {
        return Comparator.comparing(PointCandidate::score, Comparator.reverseOrder())
                .thenComparing(BY_ID);
    }

    /** Smaller scores first. */
    public static Comparator<PointCandidate> byDistance() {
        return Comparator.comparing(PointCandidate::score).thenComparing(BY_ID);
    }

    /** As {@link #byScore}, but those that were found by a payload value first, by that value; this is Qdrant's order of points. */
    public static Comparator<PointCandidate> byOrderThenScore() {
        return Comparator.comparing(PointCandidate::order, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(byScore());
    }
}
