package dev.lockstep.domain;

/**
 * Multiplies two vectors of the same length. Every way of doing it gives the same bits: eight sums, of which sum {@code i} takes
 * each eighth number from the {@code i}th on by {@link Math#fma}, the rest in the first of them, and then the eight added in pairs.
 */
interface DotProduct {

    float of(float[] a, float[] b);
}
