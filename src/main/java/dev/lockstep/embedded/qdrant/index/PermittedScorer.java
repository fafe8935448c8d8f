package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.RandomAccessVectorValues;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/** Asks for the permit at each node of a graph that is being built. */
record PermittedScorer(FlatVectorsScorer scorer, GraphPermit graphs) implements FlatVectorsScorer {
    @Override
    public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
            VectorSimilarityFunction order, RandomAccessVectorValues vectors) throws IOException {
        return new Supplier(scorer.getRandomVectorScorerSupplier(order, vectors), graphs);
    }

    @Override
    public RandomVectorScorer getRandomVectorScorer(
            VectorSimilarityFunction order, RandomAccessVectorValues vectors, float[] target) throws IOException {
        return scorer.getRandomVectorScorer(order, vectors, target);
    }

    @Override
    public RandomVectorScorer getRandomVectorScorer(
            VectorSimilarityFunction order, RandomAccessVectorValues vectors, byte[] target) throws IOException {
        return scorer.getRandomVectorScorer(order, vectors, target);
    }

    private record Supplier(RandomVectorScorerSupplier scorers, GraphPermit graphs)
            implements RandomVectorScorerSupplier {
        @Override
        public RandomVectorScorer scorer(int node) throws IOException {
            graphs.check();
            return scorers.scorer(node);
        }

        @Override
        public RandomVectorScorerSupplier copy() throws IOException {
            return new Supplier(scorers.copy(), graphs);
        }
    }
}
