package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/** Every point that matches a query, one after the other and in no particular order. */
record Matches(IndexSearcher searcher, Query query) {
    void forEach(Visitor visitor) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null) {
                Bits alive = leaf.reader().getLiveDocs();
                DocIdSetIterator docs = scorer.iterator();
                for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
                    if (alive == null || alive.get(doc)) {
                        visitor.visit(new StoredPoint(leaf.reader(), doc));
                    }
                }
            }
        }
    }

    /** What to do with each point. */
    @FunctionalInterface
    interface Visitor {
        void visit(StoredPoint point) throws IOException;
    }
}
