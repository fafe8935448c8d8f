package dev.lockstep.bench;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RankingQualityTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    @Test
    void relevantDocumentsCountLessTheLaterTheyCome() {
        // gains 1/log2(3) = .630930 and 1/log2(5) = .430677; best is 1 + .630930 + .5
        RankingQuality quality = RankingQuality.of(List.of("x", "a", "y", "b"), Set.of("a", "b", "c"));

        assertThat(quality.ndcg()).isEqualTo((0.6309297536 + 0.4306765581) / 2.1309297536, within(1e-9));
        assertThat(quality.recall()).isEqualTo(2.0 / 3, EXACTLY);
        assertThat(quality.reciprocalRank()).isEqualTo(0.5, EXACTLY);
    }

    @Test
    void theBestRankingIsOneHoweverManyAreRelevant() {
        List<String> fifteen = IntStream.range(0, 15).mapToObj(i -> "d" + i).toList();

        assertThat(RankingQuality.of(fifteen, Set.copyOf(fifteen))).isEqualTo(new RankingQuality(1, 1, 1));
    }

    @Test
    void afterTheTenthOnlyRecallCounts() {
        List<String> ranking = Stream.concat(others(10), Stream.of("a")).toList();

        assertThat(RankingQuality.of(ranking, Set.of("a"))).isEqualTo(new RankingQuality(0, 1, 0));
    }

    @Test
    void afterTheHundredthNothingCounts() {
        List<String> ranking = Stream.concat(others(100), Stream.of("a")).toList();

        assertThat(RankingQuality.of(ranking, Set.of("a"))).isEqualTo(new RankingQuality(0, 0, 0));
    }

    @Test
    void anEmptyRankingIsWorthNothing() {
        assertThat(RankingQuality.of(List.of(), Set.of("a"))).isEqualTo(new RankingQuality(0, 0, 0));
    }

    @Test
    void inTheMeanEachQueryCountsTheSame() {
        RankingQuality mean =
                RankingQuality.mean(List.of(new RankingQuality(1, 0.5, 1), new RankingQuality(0.5, 0, 0.25)));

        assertThat(mean).isEqualTo(new RankingQuality(0.75, 0.25, 0.625));
    }

    private static Stream<String> others(int count) {
        return IntStream.range(0, count).mapToObj(i -> "other" + i);
    }
}
