package dev.lockstep.embedded.qdrant;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;

/** How long something took, many times. */
final class Latencies {
    private final double[] ascending;

    private Latencies(double[] millis) {
        this.ascending = millis.clone();
        Arrays.sort(ascending);
    }

    static Latencies ofMillis(double... millis) {
        return new Latencies(millis);
    }

    static Latencies of(int times, IntConsumer step) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            millis[i] = millis(i, step);
        }
        return new Latencies(millis);
    }

    static double millis(int number, IntConsumer step) {
        long start = System.nanoTime();
        step.accept(number);
        return (System.nanoTime() - start) / 1e6;
    }

    double percentile(int percent) {
        return ascending[Math.min(ascending.length - 1, ascending.length * percent / 100)];
    }

    double median() {
        return percentile(50);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, longest %.2f ms of %,d",
                median(),
                percentile(99),
                percentile(100),
                ascending.length);
    }
}
