package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What scores say. */
class EvidenceTest {

    private static final KnowledgeBaseId SCOPE = new KnowledgeBaseId(new UUID(1, 1));

    @Test
    void byMeaningOnlyTheDistanceFromTheOthersCounts() {
        double[] evidence = Evidence.ofMeaning(falling(0.9, 0.001), any -> null);
        double[] shifted = Evidence.ofMeaning(falling(0.5, 0.0001), any -> null);

        assertThat(evidence).hasSize(200);
        assertThat(evidence[0]).isCloseTo(Evidence.MEANING * (1 + 10 / 89.), within(1e-3));
        assertThat(shifted[0]).isCloseTo(evidence[0], within(1e-2));
    }

    @Test
    void whatIsFarBehindSaysNothing() {
        double[] evidence = Evidence.ofMeaning(falling(0.9, 0.001), any -> null);

        assertThat(evidence[98]).isPositive();
        assertThat(evidence[150]).isZero();
    }

    @Test
    void ofFewHitsOneStandsOutFromWhatIsUsualForTheModel() {
        UsualCosines usual = UsualCosines.of(0.34, 0.06);

        assertThat(Evidence.ofMeaning(candidates(0.75, 0.4, 0.38), any -> usual)[0])
                .isGreaterThan(4 * Evidence.MEANING);
        assertThat(Evidence.ofMeaning(candidates(0.42, 0.4, 0.38), any -> usual)[0])
                .isLessThan(Evidence.MEANING);
    }

    @Test
    void copiesOfTheSameTextDoNotStandOutFromOneAnother() {
        double[] evidence = Evidence.ofMeaning(falling(0.9, 1e-7), any -> null);

        assertThat(evidence[0]).isCloseTo(evidence[99], within(0.01));
        assertThat(Evidence.ofMeaning(candidates(0.9, 0.1, 0.1, 0.1), any -> new UsualCosines(0.2, 0.2))[0])
                .isEqualTo(10 * Evidence.MEANING);
    }

    @Test
    void theOnlyHitIsTakenAsItIsWhenNothingIsKnownOfTheModel() {
        assertThat(Evidence.ofMeaning(candidates(0.75), any -> null)).containsExactly(Evidence.MEANING);
        assertThat(Evidence.ofMeaning(List.of(), any -> null)).isEmpty();
    }

    @Test
    void byWordsAQueryOfManyRareWordsNeedsMoreOfThem() {
        assertThat(Evidence.ofWords(22, 25)).isCloseTo(2, within(1e-6));
        assertThat(Evidence.ofWords(22, 100)).isCloseTo(1, within(1e-6));
    }

    private static List<Candidate> falling(double from, double by) {
        return candidates(
                IntStream.range(0, 200).mapToDouble(i -> from - i * by).toArray());
    }

    private static List<Candidate> candidates(double... cosines) {
        return IntStream.range(0, cosines.length)
                .mapToObj(i -> new Candidate(new PointId(new UUID(0, i)), SCOPE, (float) cosines[i], HitSource.INDEX))
                .toList();
    }
}
