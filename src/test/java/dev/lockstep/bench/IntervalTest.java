package dev.lockstep.bench;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class IntervalTest {

    @Test
    void equalFiguresDifferByNothing() {
        assertThat(Interval.ofDifference(new double[] {1, 0, 0.5}, new double[] {1, 0, 0.5}))
                .isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void theIntervalIsAboutTwoStandardErrorsWide() {
        // Half of 400 differences are 1, half 0: the standard error of the mean is .5 / 20 = .025.
        double[] ones = IntStream.range(0, 400).mapToDouble(i -> i % 2).toArray();
        Interval interval = Interval.ofDifference(ones, new double[400]);

        assertThat(interval.mean()).isEqualTo(0.5);
        assertThat(interval.low()).isEqualTo(0.5 - 1.96 * 0.025, within(0.005));
        assertThat(interval.high()).isEqualTo(0.5 + 1.96 * 0.025, within(0.005));
    }

    @Test
    void theSameFiguresGiveTheSameInterval() {
        double[] some = IntStream.range(0, 50).mapToDouble(i -> i % 7 / 7.0).toArray();
        double[] others = IntStream.range(0, 50).mapToDouble(i -> i % 5 / 5.0).toArray();

        assertThat(Interval.ofDifference(some, others)).isEqualTo(Interval.ofDifference(some, others));
    }

    @Test
    void figuresOfOtherQueriesAreRefused() {
        assertThatThrownBy(() -> Interval.ofDifference(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
