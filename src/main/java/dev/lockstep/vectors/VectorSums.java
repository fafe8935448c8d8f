package dev.lockstep.vectors;

/**
 * Compares two vectors of the same length. Every way of doing it gives the same bits: eight sums, of which sum {@code i} takes
 * each eighth number from the {@code i}th on, the rest in the first of them, and then the eight added in pairs. Products are
 * added by {@link Math#fma}.
 */
public interface VectorSums {

    /** The fastest way of this JVM, as far as it is known by now. It should be asked for once for many vectors. */
    static VectorSums fastest() {
        return FastestSums.chosen();
    }

    /** The sum of the products. */
    default float dotProduct(float[] a, float[] b) {
        return dotProduct(a, b, 0);
    }

    /**
     * Sums the products with a part of an array.
     *
     * @param from where the other vector begins in {@code b}: it is as long as {@code a}
     */
    float dotProduct(float[] a, float[] b, int from);

    /** The sum of the squares of the differences. */
    float squaredDistance(float[] a, float[] b);

    /** The sum of the differences without their signs. */
    float manhattanDistance(float[] a, float[] b);
}
