package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.FixedBitSet;

/** The live points that match a filter, as documents of the whole index. Searches that read posting lists ask here. */
final class MatchingDocs {
    private MatchingDocs() {}

    static FixedBitSet find(IndexSearcher searcher, Query filter) throws IOException {
        FixedBitSet docs = new FixedBitSet(Math.max(1, searcher.getIndexReader().maxDoc()));
        Weight weight = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer matching = weight.scorer(leaf);
            if (matching != null) {
                add(DenseSearch.alive(leaf, matching.iterator()), leaf.docBase, docs);
            }
        }
        return docs;
    }

    private static void add(DocIdSetIterator matching, int base, FixedBitSet docs) throws IOException {
        for (int doc = matching.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = matching.nextDoc()) {
            docs.set(base + doc);
        }
    }
}
