package dev.lockstep.bench;

import java.util.ArrayList;
import java.util.List;

/** Two ways of doing the same, in turns, so that both meet the same noise. Gives the medians, in milliseconds. */
public record Alternating(double ours, double theirs) {

    /** One measured action. */
    public interface Action {
        void run(int round) throws Exception;
    }

    public static Alternating measure(int warmUps, int rounds, Action ours, Action theirs) throws Exception {
        List<Double> a = new ArrayList<>();
        List<Double> b = new ArrayList<>();
        for (int round = 0; round < warmUps + rounds; round++) {
            boolean first = round % 2 == 0;
            double one = millis(first ? ours : theirs, round);
            double other = millis(first ? theirs : ours, round);
            if (round >= warmUps) {
                a.add(first ? one : other);
                b.add(first ? other : one);
            }
        }
        return new Alternating(median(a), median(b));
    }

    private static double millis(Action action, int round) throws Exception {
        long begun = System.nanoTime();
        action.run(round);
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    public double ratio() {
        return ours / theirs;
    }
}
