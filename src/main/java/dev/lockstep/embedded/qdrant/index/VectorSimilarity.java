package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.vectors.VectorSums;
import org.apache.lucene.index.VectorSimilarityFunction;

/** How near two vectors are, by a metric; larger is nearer. To be made for each search, as faster ways may come up meanwhile. */
interface VectorSimilarity {
    float similarity(float[] left, float[] right);

    /** By the metric whose vectors are stored under this name of an order. */
    static VectorSimilarity in(VectorSimilarityFunction order) {
        VectorSums sums = VectorSums.fastest();
        return switch (order) {
            case DOT_PRODUCT, MAXIMUM_INNER_PRODUCT -> sums::dotProduct;
            case EUCLIDEAN -> (left, right) -> -sums.squaredDistance(left, right);
            case COSINE -> (left, right) -> -sums.manhattanDistance(left, right);
        };
    }
}
