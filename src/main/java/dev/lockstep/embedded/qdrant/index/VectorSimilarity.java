package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.vectors.VectorSums;
import org.apache.lucene.index.VectorSimilarityFunction;

/**
 * How near two vectors are, by a metric; larger is nearer. It must be made for each search, as faster ways may come up meanwhile.
 */
interface VectorSimilarity {
    float between(float[] left, float[] right);

    /** The similarity by the metric whose vectors are stored under this function of Lucene's. */
    static VectorSimilarity in(VectorSimilarityFunction order) {
        VectorSums sums = VectorSums.fastest();
        return switch (order) {
            case DOT_PRODUCT, MAXIMUM_INNER_PRODUCT -> sums::dotProduct;
            case EUCLIDEAN -> (left, right) -> -sums.squaredDistance(left, right);
            case COSINE -> (left, right) -> -sums.manhattanDistance(left, right);
        };
    }
}
