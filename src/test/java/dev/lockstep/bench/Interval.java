package dev.lockstep.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A mean difference with its confidence interval, by the paired bootstrap: queries are drawn with replacement as often as there are
 * queries, and the means of many such draws say how much of the difference is the choice of queries (Efron and Tibshirani, "An
 * Introduction to the Bootstrap", 1993; for rankings Sakai, SIGIR 2006).
 *
 * @param low 2.5 % of the draws are below
 * @param high 2.5 % of the draws are above
 */
record Interval(double mean, double low, double high) {

    private static final int DRAWS = 10_000;
    private static final double TAIL = 0.025;

    /** Fixed, so that the same figures give the same interval. */
    private static final long SEED = 20_261_130L;

    /**
     * @param better figures of the queries
     * @param worse figures of the same queries in the same order
     */
    static Interval ofDifference(double[] better, double[] worse) {
        if (better.length != worse.length || better.length == 0) {
            throw new IllegalArgumentException(better.length + " figures can't be paired with " + worse.length);
        }
        double[] differences = new double[better.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = better[i] - worse[i];
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += differences[random.nextInt(differences.length)];
            }
            means[draw] = sum / differences.length;
        }
        Arrays.sort(means);
        return new Interval(
                Arrays.stream(differences).average().orElseThrow(),
                means[(int) (DRAWS * TAIL)],
                means[DRAWS - 1 - (int) (DRAWS * TAIL)]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+.3f (%+.3f to %+.3f)", mean, low, high);
    }
}
