package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.TextCheck;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitDocIdSet;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the texts of a field. The terms of the index have each different text once, so each is looked at once however
 * many points have it; of long ones they have only the hash: points with such are tested by their payload. Where other
 * conditions leave few points to test, all are.
 */
final class TextQuery extends Query {
    private final Object meaning;
    private final PayloadPath path;
    private final TextCheck text;
    private final Predicate<Map<String, Value>> test;

    /**
     * @param meaning equal for equal tests
     * @param test the whole of it, on a payload
     */
    TextQuery(Object meaning, PayloadPath path, TextCheck text, Predicate<Map<String, Value>> test) {
        this.meaning = meaning;
        this.path = path;
        this.text = text;
        this.test = test;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext leaf) throws IOException {
                ScorerSupplier supplier = scorerSupplier(leaf);
                return supplier == null ? null : supplier.get(Long.MAX_VALUE);
            }

            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
                Terms terms = leaf.reader().terms(PayloadTerm.FIELD);
                return terms == null || text.parts() == 0 ? null : new Supplier(this, leaf, mode, terms);
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return true;
            }
        };
    }

    private final class Supplier extends ScorerSupplier {
        /** How many terms can be looked at in the time that reading a point's payload takes. */
        private static final int TERMS_PER_POINT = 4;

        private final Weight weight;
        private final LeafReaderContext leaf;
        private final ScoreMode mode;
        private final Terms terms;

        Supplier(Weight weight, LeafReaderContext leaf, ScoreMode mode, Terms terms) {
            this.weight = weight;
            this.leaf = leaf;
            this.mode = mode;
            this.terms = terms;
        }

        @Override
        public Scorer get(long leadCost) throws IOException {
            LeafReader reader = leaf.reader();
            if (leadCost < reader.maxDoc() / TERMS_PER_POINT) {
                DocIdSetIterator all = DocIdSetIterator.all(reader.maxDoc());
                return new ConstantScoreScorer(weight, 0, mode, PayloadQuery.tested(all, leaf, test));
            }
            FixedBitSet longTexts = pointsWithLongTexts(reader.maxDoc());
            FixedBitSet found = scan(reader.maxDoc());
            if (longTexts.cardinality() == 0) {
                return new ConstantScoreScorer(weight, 0, mode, new BitDocIdSet(found).iterator());
            }
            FixedBitSet either = found.clone();
            either.or(longTexts);
            TwoPhaseIterator tested = PayloadQuery.tested(new BitDocIdSet(either).iterator(), leaf, test);
            return new ConstantScoreScorer(weight, 0, mode, new TwoPhaseIterator(tested.approximation()) {
                @Override
                public boolean matches() throws IOException {
                    return found.get(approximation.docID()) || tested.matches();
                }

                @Override
                public float matchCost() {
                    return PayloadQuery.READING;
                }
            });
        }

        @Override
        public long cost() {
            return leaf.reader().maxDoc();
        }

        /** The points whose short texts have all parts together. */
        private FixedBitSet scan(int points) throws IOException {
            FixedBitSet[] having = new FixedBitSet[text.parts()];
            for (int part = 0; part < having.length; part++) {
                having[part] = new FixedBitSet(points);
            }
            BitSet parts = new BitSet();
            PathTerms.forEach(terms, path, 's', (value, docs) -> {
                parts.clear();
                text.addTo(parts, value.utf8ToString());
                for (int part = parts.nextSetBit(0); part >= 0; part = parts.nextSetBit(part + 1)) {
                    having[part].or(docs.postings(null, PostingsEnum.NONE));
                }
            });
            for (int part = 1; part < having.length; part++) {
                having[0].and(having[part]);
            }
            return having[0];
        }

        private FixedBitSet pointsWithLongTexts(int points) throws IOException {
            FixedBitSet found = new FixedBitSet(points);
            PathTerms.forEach(terms, path, 'h', (hash, docs) -> found.or(docs.postings(null, PostingsEnum.NONE)));
            return found;
        }
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
        return other instanceof TextQuery query && meaning.equals(query.meaning);
    }

    @Override
    public int hashCode() {
        return meaning.hashCode();
    }
}
