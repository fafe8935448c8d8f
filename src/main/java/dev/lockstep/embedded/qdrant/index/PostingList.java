package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import org.apache.lucene.index.PostingsEnum;

/**
 * The posting list of one index of a search in a segment: the points that have the index, in ascending order.
 *
 * @param weight what the search multiplies their values by
 */
record PostingList(PostingsEnum points, float weight) {
    int doc() {
        return points.docID();
    }

    long cost() {
        return points.cost();
    }

    /** Whether the point has the index. Asked in ascending order. */
    boolean has(int doc) throws IOException {
        return (points.docID() < doc ? points.advance(doc) : points.docID()) == doc;
    }

    /** What the point it stands at gets. */
    float score() throws IOException {
        return weight * SparseFields.value(points);
    }

    /**
     * Adds what the next points get, up to where the scores end.
     *
     * @param scores the first is that of {@code start}
     * @param scored gets a bit for each point
     */
    void addTo(float[] scores, long[] scored, int start) throws IOException {
        for (int i = points.docID() - start; i < scores.length; i = points.nextDoc() - start) {
            scores[i] += score();
            scored[i / Long.SIZE] |= 1L << i;
        }
    }
}
