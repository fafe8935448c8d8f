package dev.lockstep.bench;

import dev.lockstep.features.evaluation.RankingQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResultsSectionTest {

    private static final ReferenceFigures REFERENCES = new ReferenceFigures(
            Map.of("kitchen", Map.of("dense", 0.5, "lexical", 0.41, "hybrid", 0.625, "recall@100 hybrid", 0.9)));

    @Test
    void figuresStandBesideThoseOfOthers() {
        assertThat(new ResultsSection(List.of(measured(0.5, 0.4, 0.62)), REFERENCES).text())
                .contains(
                        "| kitchen | dense | 0.500 | 0.500 | 1.000 |  | 0.250 |",
                        "| kitchen | lexical | 0.400 | 0.410 | 1.000 |  | 0.250 |",
                        "| kitchen | hybrid | 0.620 | 0.625 | 1.000 | 0.900 | 0.250 |",
                        "| kitchen | en | 1 | 0.400 | 0.500 | 0.620 | +0.120 (+0.120 to +0.120) |",
                        "kitchen 3 (1 refused) and 1.");
    }

    @Test
    void whatIsWorseThanElsewhereIsAMiss() {
        assertThat(measured(0.5, 0.4, 0.62).misses(REFERENCES)).isEmpty();
        assertThat(measured(0.48, 0.4, 0.61).misses(REFERENCES))
                .containsExactly(
                        "kitchen dense: nDCG@10 is 0.480, wanted is 0.500 less at most 0.010",
                        "kitchen hybrid: nDCG@10 is 0.610, wanted is 0.625 less at most 0.005");
        assertThat(measured(0.7, 0.4, 0.65).misses(REFERENCES))
                .containsExactly(
                        "kitchen: hybrid is worse than dense alone: nDCG@10 0.650 and 0.700, -0.050 (-0.050 to -0.050)");
    }

    @Test
    void onlyWhatStandsBetweenTheMarksIsReplaced() {
        String page = "# Page\n\n" + ResultsSection.BEGIN + "\nold\n" + ResultsSection.END + "\n\n## Next\n";

        assertThat(ResultsSection.between(page, "new\n"))
                .isEqualTo("# Page\n\n" + ResultsSection.BEGIN + "\nnew\n" + ResultsSection.END + "\n\n## Next\n");
    }

    @Test
    void aPageWithoutMarksIsLeftAlone() {
        assertThatThrownBy(() -> ResultsSection.between("# Page\n" + ResultsSection.END, "new"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ResultsSection.BEGIN);
    }

    @Test
    void aLossOfMoreThanNoiseIsTold(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("bench").resolve("baseline.tsv");
        Baseline.read(file).with(List.of(measured(0.5, 0.4, 0.62))).write(file);
        Baseline baseline = Baseline.read(file);

        assertThat(baseline.losses(measured(0.5, 0.397, 0.7))).isEmpty();
        assertThat(baseline.losses(measured(0.5, 0.39, 0.62)))
                .containsExactly(
                        "kitchen/lexical: nDCG@10 is lower than in the baseline by more than noise: -0.010 (-0.010"
                                + " to -0.010)");
        assertThat(Baseline.read(directory.resolve("none")).losses(measured(0, 0, 0)))
                .isEmpty();
    }

    private static MeasuredCollection measured(double dense, double lexical, double hybrid) {
        JudgedCollection collection =
                new JudgedCollection(Path.of("kitchen"), List.of(new JudgedQuery("1", "tea?", Set.of("tea"))));
        return new MeasuredCollection(
                collection,
                3,
                1,
                Map.of(
                        SearchMode.DENSE, List.of(new RankingQuality(dense, 1, 1, 0.25)),
                        SearchMode.LEXICAL, List.of(new RankingQuality(lexical, 1, 1, 0.25)),
                        SearchMode.HYBRID, List.of(new RankingQuality(hybrid, 1, 1, 0.25))));
    }
}
