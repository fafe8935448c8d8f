package dev.lockstep.features.evaluation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        RankingQuality quality = quality(List.of("x", "a", "y", "b"), Map.of("a", 1, "b", 1, "c", 1));

        assertThat(quality.ndcg()).isEqualTo((0.6309297536 + 0.4306765581) / 2.1309297536, within(1e-9));
        assertThat(quality.recall()).isEqualTo(2.0 / 3, EXACTLY);
        assertThat(quality.reciprocalRank()).isEqualTo(0.5, EXACTLY);
    }

    @Test
    void aBetterDocumentInFrontIsWorthMore() {
        Map<String, Integer> grades = Map.of("good", 3, "fair", 1, "bad", 0);

        assertThat(quality(List.of("good", "fair"), grades).ndcg()).isEqualTo(1, EXACTLY);
        // (1 + 3 * .630930) / (3 + .630930)
        assertThat(quality(List.of("fair", "good"), grades).ndcg()).isEqualTo(2.8927892607 / 3.6309297536, EXACTLY);
    }

    @Test
    void gradeZeroIsNotRelevant() {
        Map<String, Integer> grades = Map.of("a", 1, "bad", 0);

        assertThat(quality(List.of("bad", "a"), grades))
                .isEqualTo(new RankingQuality(1 / (Math.log(3) / Math.log(2)), 1, 1, 0.5));
        assertThat(quality(List.of("bad"), grades)).isEqualTo(new RankingQuality(0, 0, 0, 0));
    }

    @Test
    void theBestRankingIsOneHoweverManyAreRelevant() {
        List<String> fifteen = IntStream.range(0, 15).mapToObj(i -> "d" + i).toList();
        Map<String, Integer> grades = fifteen.stream().collect(Collectors.toMap(id -> id, id -> 1));

        assertThat(quality(fifteen, grades)).isEqualTo(new RankingQuality(1, 10.0 / 15, 1, 1));
    }

    @Test
    void afterTheFirstOnlyTheDeepRecallCounts() {
        List<String> ranking = Stream.concat(others(10), Stream.of("a")).toList();

        assertThat(quality(ranking, Map.of("a", 1))).isEqualTo(new RankingQuality(0, 0, 1, 0));
    }

    @Test
    void afterTheDepthNothingCounts() {
        List<String> ranking = Stream.concat(others(100), Stream.of("a")).toList();

        assertThat(quality(ranking, Map.of("a", 1))).isEqualTo(new RankingQuality(0, 0, 0, 0));
    }

    @Test
    void anEmptyRankingIsWorthNothing() {
        assertThat(quality(List.of(), Map.of("a", 1))).isEqualTo(new RankingQuality(0, 0, 0, 0));
    }

    @Test
    void inTheMeanEachQueryCountsTheSame() {
        RankingQuality mean = RankingQuality.mean(
                List.of(new RankingQuality(1, 0.5, 0.75, 1), new RankingQuality(0.5, 0, 0.25, 0.25)));

        assertThat(mean).isEqualTo(new RankingQuality(0.75, 0.25, 0.5, 0.625));
    }

    private static RankingQuality quality(List<String> ranking, Map<String, Integer> grades) {
        return RankingQuality.of(ranking, grades, 10, 100);
    }

    private static Stream<String> others(int count) {
        return IntStream.range(0, count).mapToObj(i -> "other" + i);
    }
}
