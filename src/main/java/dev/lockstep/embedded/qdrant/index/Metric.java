package dev.lockstep.embedded.qdrant.index;

import org.apache.lucene.index.VectorSimilarityFunction;

/**
 * How near two vectors are. Inside the index nearer is always larger ("similarity"); what callers see ("score") is
 * Qdrant's: the cosine, the dot product, the Euclidean or the Manhattan distance.
 */
public enum Metric {
    COSINE(VectorSimilarityFunction.DOT_PRODUCT),
    DOT(VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT),
    EUCLID(VectorSimilarityFunction.EUCLIDEAN),

    /** Lucene has no name for its order; this one is used for nothing else here, as cosines are products of unit vectors. */
    MANHATTAN(VectorSimilarityFunction.COSINE);

    /** Squared lengths this near to 0 or 1 are left alone, so that normalising twice changes nothing, as in Qdrant. */
    private static final double ZERO = 1.1920929e-7;

    private static final double NORMALISED = 1e-6;

    private final VectorSimilarityFunction graphOrder;

    Metric(VectorSimilarityFunction graphOrder) {
        this.graphOrder = graphOrder;
    }

    VectorSimilarityFunction graphOrder() {
        return graphOrder;
    }

    /** The vector as it is stored and compared. */
    float[] prepare(float[] vector) {
        return this == COSINE ? normalised(vector) : vector;
    }

    /** How vectors that were prepared are compared. */
    VectorSimilarity similarity() {
        return VectorSimilarity.in(graphOrder);
    }

    float score(float similarity) {
        return switch (this) {
            case COSINE, DOT -> similarity;
            case EUCLID -> (float) Math.sqrt(-similarity);
            case MANHATTAN -> -similarity;
        };
    }

    /** Whether a score is on the near side of a threshold; the threshold itself is not, as in Qdrant. */
    public boolean isNearer(float score, float threshold) {
        return switch (this) {
            case COSINE, DOT -> score > threshold;
            case EUCLID, MANHATTAN -> score < threshold;
        };
    }

    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares < ZERO || Math.abs(squares - 1) <= NORMALISED) {
            return vector;
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}
