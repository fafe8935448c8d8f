package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/** Keeps the nearest of the points offered. Reads the id of a point only if it is near enough to need one. */
final class TopHits {
    private final int most;
    private final PriorityQueue<SearchHit> farthestFirst = new PriorityQueue<>(SearchHit.NEAREST_FIRST.reversed());

    TopHits(int most) {
        this.most = most;
    }

    Segment segment(LeafReaderContext leaf) throws IOException {
        return new Segment(leaf.docBase, leaf.reader().getSortedDocValues(PointDocument.ID));
    }

    List<SearchHit> nearestFirst() {
        List<SearchHit> hits = new ArrayList<>(farthestFirst);
        hits.sort(SearchHit.NEAREST_FIRST);
        return hits;
    }

    /** Takes the points of one segment, in ascending order. */
    final class Segment {
        private final int base;
        private final SortedDocValues keys;

        private Segment(int base, SortedDocValues keys) {
            this.base = base;
            this.keys = keys;
        }

        /** Whether a point so near could still be among the nearest. */
        boolean wants(float similarity) {
            return farthestFirst.size() < most
                    || similarity >= farthestFirst.element().similarity();
        }

        void offer(int doc, float similarity) throws IOException {
            if (!wants(similarity)) {
                return;
            }
            if (keys.advanceExact(doc)) {
                BytesRef key = BytesRef.deepCopyOf(keys.lookupOrd(keys.ordValue()));
                farthestFirst.add(new SearchHit(base + doc, key, similarity));
            }
            if (farthestFirst.size() > most) {
                farthestFirst.remove();
            }
        }
    }
}
