package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.index.DenseSearchRequest.Accuracy.Approximate;
import dev.lockstep.embedded.qdrant.protocol.DenseVectors;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FilteredDocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitDocIdSet;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * Finds the nearest points, with the filter applied during the search. Each segment is scanned if it is small, if few of
 * its points match the filter or if the caller wants an exact answer, else its graph is searched for candidates, and it is
 * scanned after all if that leads too far. Either way the candidates are scored from their vectors, so that scores don't depend
 * on the way.
 */
final class DenseSearch {
    /** Below this many points, scanning takes about as long as searching a graph. */
    private static final int SCAN_BELOW = 10_000;

    /**
     * A search of a graph visits some ten nodes for each candidate that it keeps, and more where what matches the filter is far
     * from the target: then it takes longer, and finds less, the farther the graph's paths lead through points that don't match.
     * So it gives up after that many, or after a tenth of what a scan would visit: there, scanning costs little more.
     */
    private static final int VISITS_A_CANDIDATE = 25;

    private static final int SCANNED_A_VISIT = 10;

    /**
     * With a filter more candidates are kept: where what matches is far from the target, the first that are met are not the
     * nearest.
     */
    private static final int WIDER = 3;

    private final IndexSearcher searcher;
    private final DenseSearchRequest request;
    private final int scanBelow;
    private final float[] target;
    private final VectorSimilarity similarity;
    private final TopHits top;

    DenseSearch(IndexSearcher searcher, DenseSearchRequest request) {
        this(searcher, request, SCAN_BELOW);
    }

    DenseSearch(IndexSearcher searcher, DenseSearchRequest request, int scanBelow) {
        this.searcher = searcher;
        this.scanBelow = scanBelow;
        this.request = request;
        this.target = request.vector().metric().prepare(DenseVectors.of(request.target()));
        this.similarity = request.vector().metric().similarity();
        this.top = new TopHits(request.most());
    }

    List<SearchHit> run() throws IOException {
        Weight filter = searcher.createWeight(searcher.rewrite(request.filter()), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer matching = filter.scorer(leaf);
            FloatVectorValues vectors =
                    leaf.reader().getFloatVectorValues(request.vector().field());
            if (matching != null && vectors != null) {
                DocIdSetIterator candidates = candidates(leaf, alive(leaf, matching.iterator()), vectors.size());
                score(leaf, candidates, vectors);
            }
        }
        return top.nearestFirst();
    }

    static DocIdSetIterator alive(LeafReaderContext leaf, DocIdSetIterator matching) {
        Bits alive = leaf.reader().getLiveDocs();
        return alive == null
                ? matching
                : new FilteredDocIdSetIterator(matching) {
                    @Override
                    protected boolean match(int doc) {
                        return alive.get(doc);
                    }
                };
    }

    private DocIdSetIterator candidates(LeafReaderContext leaf, DocIdSetIterator matching, int vectors)
            throws IOException {
        if (!(request.accuracy() instanceof Approximate approximate)
                || !HnswGraphs.isIn(leaf.reader(), request.vector())) {
            return matching;
        }
        BitSet accepted = BitSet.of(matching, leaf.reader().maxDoc());
        int acceptedCount = accepted.cardinality();
        int wanted = Math.max(request.most(), approximate.candidates());
        if (acceptedCount < scanBelow || wanted >= vectors) {
            return new BitDocIdSet(accepted, acceptedCount).iterator();
        }
        if (acceptedCount < vectors) {
            wanted = Math.min(vectors, wanted * WIDER);
        }
        int visits = Math.min(acceptedCount, Math.max(wanted * VISITS_A_CANDIDATE, acceptedCount / SCANNED_A_VISIT));
        TopKnnCollector found = new TopKnnCollector(wanted, visits);
        leaf.reader().searchNearestVectors(request.vector().field(), target, found, accepted);
        return found.earlyTerminated()
                ? new BitDocIdSet(accepted, acceptedCount).iterator()
                : ascending(found.topDocs().scoreDocs, leaf.reader().maxDoc());
    }

    private static DocIdSetIterator ascending(ScoreDoc[] found, int maxDoc) {
        FixedBitSet docs = new FixedBitSet(maxDoc);
        for (ScoreDoc hit : found) {
            docs.set(hit.doc);
        }
        return new BitDocIdSet(docs, found.length).iterator();
    }

    private void score(LeafReaderContext leaf, DocIdSetIterator candidates, FloatVectorValues vectors)
            throws IOException {
        TopHits.Segment segment = top.segment(leaf);
        DocIdSetIterator both = ConjunctionUtils.intersectIterators(List.of(candidates, vectors));
        while (both.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            segment.offer(both.docID(), similarity.between(target, vectors.vectorValue()));
        }
    }
}
