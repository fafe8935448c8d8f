package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.RandomAccessVectorValues;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/**
 * Compares vectors while graphs are built and searched, as {@link Metric} does. Lucene's own scorers use the Vector API on few
 * versions of Java only, and give another order to what they can't tell apart after squeezing it into positive numbers. Asks for
 * the permit at each node of a graph that is being built.
 */
record PointScorer(GraphPermit graphs) implements FlatVectorsScorer {
    @Override
    public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
            VectorSimilarityFunction order, RandomAccessVectorValues vectors) throws IOException {
        RandomAccessVectorValues.Floats floats = floats(vectors);
        // Values are read into the same array each time, so a target needs another one than what it is compared with.
        return new Supplier(VectorSimilarity.in(order), floats, floats.copy(), floats.copy(), graphs);
    }

    @Override
    public RandomVectorScorer getRandomVectorScorer(
            VectorSimilarityFunction order, RandomAccessVectorValues vectors, float[] target) {
        return new Scorer(VectorSimilarity.in(order), target, floats(vectors));
    }

    @Override
    public RandomVectorScorer getRandomVectorScorer(
            VectorSimilarityFunction order, RandomAccessVectorValues vectors, byte[] target) {
        throw new UnsupportedOperationException("vectors of bytes");
    }

    private static RandomAccessVectorValues.Floats floats(RandomAccessVectorValues vectors) {
        if (vectors instanceof RandomAccessVectorValues.Floats floats) {
            return floats;
        }
        throw new UnsupportedOperationException("vectors of bytes");
    }

    private record Supplier(
            VectorSimilarity similarity,
            RandomAccessVectorValues.Floats source,
            RandomAccessVectorValues.Floats targets,
            RandomAccessVectorValues.Floats others,
            GraphPermit graphs)
            implements RandomVectorScorerSupplier {
        @Override
        public RandomVectorScorer scorer(int node) throws IOException {
            graphs.check();
            return new Scorer(similarity, targets.vectorValue(node), others);
        }

        @Override
        public RandomVectorScorerSupplier copy() throws IOException {
            return new Supplier(similarity, source, source.copy(), source.copy(), graphs);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Lucene hands arrays over, and nobody compares scorers.
    private record Scorer(VectorSimilarity similarity, float[] target, RandomAccessVectorValues.Floats vectors)
            implements RandomVectorScorer {
        @Override
        public float score(int node) throws IOException {
            return similarity.between(target, vectors.vectorValue(node));
        }

        @Override
        public int maxOrd() {
            return vectors.size();
        }

        @Override
        public int ordToDoc(int node) {
            return vectors.ordToDoc(node);
        }

        @Override
        public Bits getAcceptOrds(Bits docs) {
            return vectors.getAcceptOrds(docs);
        }
    }
}
