package dev.lockstep.embedded.qdrant.index;

import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.VectorUtil;

/**
 * How near two vectors are. Inside the index nearer is always larger ("similarity"); what callers see ("score") is
 * Qdrant's: the cosine, the dot product, the Euclidean or the Manhattan distance.
 */
public enum Metric {
    COSINE(VectorSimilarityFunction.DOT_PRODUCT),
    DOT(VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT),
    EUCLID(VectorSimilarityFunction.EUCLIDEAN),

    /** Lucene has no graphs in this order: it is always scanned. */
    MANHATTAN(VectorSimilarityFunction.EUCLIDEAN);

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

    /** Whether graphs are built and searched. */
    boolean hasGraphs() {
        return this != MANHATTAN;
    }

    /** The vector as it is stored and compared. */
    float[] prepare(float[] vector) {
        return this == COSINE ? normalised(vector) : vector;
    }

    float similarity(float[] left, float[] right) {
        return switch (this) {
            case COSINE, DOT -> VectorUtil.dotProduct(left, right);
            case EUCLID -> -VectorUtil.squareDistance(left, right);
            case MANHATTAN -> -cityBlocks(left, right);
        };
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

    /** In four sums, which a processor adds side by side. */
    private static float cityBlocks(float[] left, float[] right) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < left.length; i += 4) {
            a += Math.abs(left[i] - right[i]);
            b += Math.abs(left[i + 1] - right[i + 1]);
            c += Math.abs(left[i + 2] - right[i + 2]);
            d += Math.abs(left[i + 3] - right[i + 3]);
        }
        for (; i < left.length; i++) {
            a += Math.abs(left[i] - right[i]);
        }
        return a + b + c + d;
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
