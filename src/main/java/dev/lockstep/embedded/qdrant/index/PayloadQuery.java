package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.JsonWithInt.Value;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * What the terms of the index cannot tell: reads the payload of each candidate and tests it. The candidates are at least all
 * points that fulfil the condition.
 */
final class PayloadQuery extends Query {
    /** How many comparisons take as long as reading a payload. */
    static final float READING = 1_000;

    private final Object meaning;
    private final Query candidates;
    private final Predicate<Map<String, Value>> test;

    /**
     * @param meaning equal for equal tests
     */
    PayloadQuery(Object meaning, Query candidates, Predicate<Map<String, Value>> test) {
        this.meaning = meaning;
        this.candidates = candidates;
        this.test = test;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Lucene's contract: the same object says that there is nothing to rewrite.
    public Query rewrite(IndexSearcher searcher) throws IOException {
        Query rewritten = candidates.rewrite(searcher);
        if (rewritten instanceof MatchNoDocsQuery) {
            return rewritten;
        }
        return rewritten == candidates ? this : new PayloadQuery(meaning, rewritten, test);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        Weight weight = searcher.createWeight(candidates, ScoreMode.COMPLETE_NO_SCORES, 1);
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext leaf) throws IOException {
                ScorerSupplier supplier = scorerSupplier(leaf);
                return supplier == null ? null : supplier.get(Long.MAX_VALUE);
            }

            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
                ScorerSupplier supplier = weight.scorerSupplier(leaf);
                return supplier == null ? null : new Supplier(this, supplier, leaf, mode);
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return weight.isCacheable(leaf);
            }
        };
    }

    private final class Supplier extends ScorerSupplier {
        private final ScorerSupplier supplier;
        private final Weight weight;
        private final LeafReaderContext leaf;
        private final ScoreMode mode;

        Supplier(Weight weight, ScorerSupplier supplier, LeafReaderContext leaf, ScoreMode mode) {
            this.supplier = supplier;
            this.weight = weight;
            this.leaf = leaf;
            this.mode = mode;
        }

        @Override
        public Scorer get(long leadCost) throws IOException {
            DocIdSetIterator points = supplier.get(leadCost).iterator();
            return new ConstantScoreScorer(weight, 0, mode, tested(points, leaf, test));
        }

        @Override
        public long cost() {
            return supplier.cost();
        }
    }

    static TwoPhaseIterator tested(
            DocIdSetIterator points, LeafReaderContext leaf, Predicate<Map<String, Value>> test) {
        return new TwoPhaseIterator(points) {
            @Override
            public boolean matches() throws IOException {
                return test.test(new StoredPoint(leaf.reader(), approximation.docID()).payload());
            }

            @Override
            public float matchCost() {
                return READING;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return meaning.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PayloadQuery query
                && meaning.equals(query.meaning)
                && candidates.equals(query.candidates);
    }

    @Override
    public int hashCode() {
        return Objects.hash(meaning, candidates);
    }
}
