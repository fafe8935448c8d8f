package dev.lockstep.embedded.qdrant.index;

import java.util.Comparator;
import org.apache.lucene.util.BytesRef;

/**
 * A point found by a search.
 *
 * @param doc in the whole index
 * @param similarity larger is nearer
 */
record SearchHit(int doc, BytesRef key, float similarity) {
    /** Equally near points are in the order of their ids, so that a search gives the same answer each time. */
    static final Comparator<SearchHit> NEAREST_FIRST = Comparator.comparing(
                    SearchHit::similarity, Comparator.reverseOrder())
            .thenComparing(SearchHit::key);
}
