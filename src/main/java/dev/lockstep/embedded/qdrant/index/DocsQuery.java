package dev.lockstep.embedded.qdrant.index;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitDocIdSet;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Points that an earlier step of a query found. It holds only in the snapshot they were found in. */
public final class DocsQuery extends Query {
    private final int[] ascending;

    private DocsQuery(int[] ascending) {
        this.ascending = ascending;
    }

    public static Query of(Collection<List<PointCandidate>> found) {
        return new DocsQuery(found.stream()
                .flatMap(List::stream)
                .mapToInt(PointCandidate::doc)
                .sorted()
                .distinct()
                .toArray());
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext leaf) {
                FixedBitSet docs = new FixedBitSet(Math.max(1, leaf.reader().maxDoc()));
                int from = place(leaf.docBase);
                int to = place(leaf.docBase + leaf.reader().maxDoc());
                for (int i = from; i < to; i++) {
                    docs.set(ascending[i] - leaf.docBase);
                }
                DocIdSetIterator iterator = new BitDocIdSet(docs, to - from).iterator();
                return from == to ? null : new ConstantScoreScorer(this, score(), mode, iterator);
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return false;
            }
        };
    }

    /** Where in the list the documents from this one on begin. */
    private int place(int doc) {
        int found = Arrays.binarySearch(ascending, doc);
        return found < 0 ? -found - 1 : found;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return ascending.length + " points";
    }

    @Override
    public boolean equals(Object other) {
        return sameClassAs(other) && Arrays.equals(ascending, ((DocsQuery) other).ascending);
    }

    @Override
    public int hashCode() {
        return 31 * classHash() + Arrays.hashCode(ascending);
    }
}
