package dev.lockstep.domain;

import java.math.BigInteger;

/** Knows the numbers that metadata may hold: those that mean the same in JSON, in PostgreSQL, in Qdrant and as a double. */
final class Numbers {

    /** Beyond 2^53 a double, Qdrant's only number in ranges, no longer tells neighbouring integers apart. */
    private static final long LARGEST_EXACT_INTEGER = 1L << 53;

    private static final BigInteger LARGEST = BigInteger.valueOf(LARGEST_EXACT_INTEGER);

    private Numbers() {}

    /** Tells whether a double can hold the number: it can hold any finite decimal, and integers up to 2^53. */
    static boolean isExact(Number number) {
        if (number instanceof BigInteger big) {
            return big.abs().compareTo(LARGEST) <= 0;
        }
        if (number instanceof Long || number instanceof Integer) {
            return Math.abs(number.longValue()) <= LARGEST_EXACT_INTEGER && number.longValue() != Long.MIN_VALUE;
        }
        return Double.isFinite(number.doubleValue());
    }

    /**
     * Returns one form for each value, so that equal numbers are equal objects whichever way they came: whole numbers up to 2^53 are
     * longs, all else is a double. PostgreSQL gives 1e20 back as an integer, and 5.0 is 5 to everyone.
     */
    static Number canonical(Number number) {
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT_INTEGER ? (Number) (long) value : value;
    }

    /** Returns a number as filters compare it: -0.0 is 0.0. */
    static Double comparable(Number number) {
        return number.doubleValue() + 0.0;
    }
}
