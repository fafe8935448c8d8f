package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Two orders become one. */
class FusionTest {

    private static final KnowledgeBaseId SCOPE = new KnowledgeBaseId(new UUID(1, 1));
    private static final Relevance RELEVANCE = Relevance.in(List.of("en"), Set.of(LegName.values()), 1);
    private static final Fusion EVEN = ranks(60, 1, 1);

    @Test
    void aPointThatBothLegsFoundComesBeforeThoseThatOneFound() {
        List<RankedPoint> fused = EVEN.fuse(rankings(List.of(1, 2, 3), List.of(4, 5, 3)));

        assertThat(ids(fused)).containsExactly(3, 1, 4, 2, 5);
        assertThat(fused.get(0).score()).isCloseTo((float) (1 / 63. + 1 / 63.), within(1e-7f));
        assertThat(fused.get(1).score()).isCloseTo((float) (1 / 61.), within(1e-7f));
    }

    @Test
    void eachLegTellsItsRankItsScoreAndWhatItContributes() {
        RankedPoint second = EVEN.fuse(rankings(List.of(1, 2), List.of(2))).get(1);
        RankedPoint first = EVEN.fuse(rankings(List.of(1, 2), List.of(2))).get(0);

        assertThat(first.places()).containsOnlyKeys(LegName.DENSE, LegName.LEXICAL);
        assertThat(first.places().get(LegName.DENSE)).isEqualTo(new Place(2, 98, HitSource.INDEX, 0, 1, 1 / 62.));
        assertThat(second.places()).containsOnlyKeys(LegName.DENSE);
        assertThat(first.places().values().stream()
                        .mapToDouble(Place::contribution)
                        .sum())
                .isCloseTo(first.score(), within(1e-7));
    }

    @Test
    void aWeightDecidesBetweenEqualRanks() {
        Rankings rankings = rankings(List.of(1), List.of(2));

        assertThat(ids(ranks(60, 1, 2).fuse(rankings))).containsExactly(2, 1);
        assertThat(ids(ranks(60, 2, 1).fuse(rankings))).containsExactly(1, 2);
        assertThat(ids(EVEN.fuse(rankings))).as("a tie: by meaning").containsExactly(1, 2);
    }

    @Test
    void aSmallKMakesTheFirstRanksCountForMore() {
        Rankings rankings = rankings(List.of(1, 2, 3, 4), List.of(5, 6, 7, 4));

        assertThat(ids(ranks(0, 1, 1).fuse(rankings)).get(0)).isEqualTo(1);
        assertThat(ids(EVEN.fuse(rankings)).get(0)).isEqualTo(4);
    }

    @Test
    void theDeadAreNotCounted() {
        Rankings rankings = rankings(List.of(9, 1, 2), List.of(8, 9, 2));

        assertThat(EVEN.fuse(rankings.without(Set.of(id(8), id(9)))))
                .usingRecursiveComparison()
                .comparingOnlyFields("id", "score")
                .isEqualTo(EVEN.fuse(rankings(List.of(1, 2), List.of(2))));
    }

    @Test
    void theOnlyLegKeepsItsOrderAndItsScores() {
        Rankings dense = new Rankings(Map.of(LegName.DENSE, candidates(List.of(3, 1))), Map.of(), false);

        List<RankedPoint> kept = EVEN.keep(dense);

        assertThat(ids(kept)).containsExactly(3, 1);
        assertThat(kept.get(0).score()).isEqualTo(99);
    }

    @Test
    void severalKnowledgeBasesAreMergedLegByLegByTheirScores() {
        Rankings one = rankings(List.of(1, 2), List.of(1));
        Rankings other = new Rankings(
                Map.of(LegName.DENSE, List.of(new Candidate(id(7), SCOPE, 98.5f, HitSource.BUFFER))),
                Map.of(SCOPE, 4f),
                false);

        Rankings best = Rankings.best(List.of(one, other), 2);

        assertThat(best.leg(LegName.DENSE).stream().map(Candidate::id)).containsExactly(id(1), id(7));
        assertThat(best.leg(LegName.LEXICAL)).hasSize(1);
        assertThat(best.more()).as("one did not fit").isTrue();
    }

    @Test
    void whatStandsOutByMeaningComesBeforeWhatAWordBringsUp() {
        Rankings clear = meaning(0.99f, 0.5f, 0.49f, 0.48f);
        Rankings noise = meaning(0.51f, 0.5f, 0.49f, 0.48f);

        assertThat(ids(evidence(1).fuse(clear)).get(0)).isEqualTo(1);
        assertThat(ids(evidence(1).fuse(noise)).get(0)).as("found by its words").isEqualTo(3);
    }

    /** Twenty points, of which these are the nearest; the words are those of the third. */
    private static Rankings meaning(float... cosines) {
        List<Candidate> dense = IntStream.range(0, 20)
                .mapToObj(i -> new Candidate(
                        id(i + 1), SCOPE, i < cosines.length ? cosines[i] : 0.47f - i / 100f, HitSource.INDEX))
                .toList();
        List<Candidate> lexical = List.of(new Candidate(id(3), SCOPE, 6, HitSource.INDEX));
        return new Rankings(Map.of(LegName.DENSE, dense, LegName.LEXICAL, lexical), Map.of(SCOPE, 9f), false);
    }

    private static Fusion evidence(double dense) {
        return new Fusion(null, Map.of(SCOPE, new Scale(dense, 1, RELEVANCE, null)));
    }

    private static Fusion ranks(double k, double dense, double lexical) {
        return new Fusion(k, Map.of(SCOPE, new Scale(dense, lexical, RELEVANCE, null)));
    }

    private static Rankings rankings(List<Integer> dense, List<Integer> lexical) {
        return new Rankings(
                Map.of(LegName.DENSE, candidates(dense), LegName.LEXICAL, candidates(lexical)),
                Map.of(SCOPE, 4f),
                false);
    }

    /** Scores fall from 99. */
    private static List<Candidate> candidates(List<Integer> numbers) {
        return IntStream.range(0, numbers.size())
                .mapToObj(i -> new Candidate(id(numbers.get(i)), SCOPE, 99 - i, HitSource.INDEX))
                .toList();
    }

    private static PointId id(int number) {
        return new PointId(new UUID(0, number));
    }

    private static List<Integer> ids(List<RankedPoint> ranked) {
        return ranked.stream()
                .map(point -> (int) point.id().value().getLeastSignificantBits())
                .toList();
    }
}
