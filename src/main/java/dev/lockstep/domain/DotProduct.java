package dev.lockstep.domain;

/**
 * Multiplies two vectors of the same length, the second a part of an array. Every way of doing it gives the same bits: eight sums, of which sum {@code i} takes
 * each eighth number from the {@code i}th on by {@link Math#fma}, the rest in the first of them, and then the eight added in pairs.
 */
interface DotProduct {

    /** @param from where the other vector begins in {@code b}: it is as long as {@code a} */
    float of(float[] a, float[] b, int from);
}
