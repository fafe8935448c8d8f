package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.SearchPoints;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.DENSE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.PLAIN;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.RARE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.scored;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;

/** The nearest points. As in Qdrant's lib/segment/src/spaces/simple.rs and lib/segment/src/types.rs, tests/openapi/test_query.py. */
@Row({"Points, reading", "Collections"})
class NearestContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    private static final Offset<Float> PRECISION = Offset.offset(1e-5f);

    @Test
    void cosineScoresAreThoseOfNormalisedVectors() {
        TestCollection points = three(Distance.Cosine);
        assertScores(points.scores(dense()), List.of(1L, 2L, 3L), 0.6f, 0, -1);
        assertThat(points.get(1)
                        .getVectors()
                        .getVectors()
                        .getVectorsMap()
                        .get(DENSE)
                        .getDense()
                        .getDataList())
                .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-6 ? 0 : Float.compare(one, other))
                .containsExactly(0.6f, 0.8f);
    }

    @Test
    void dotScoresAreProducts() {
        assertScores(three(Distance.Dot).scores(dense()), List.of(1L, 2L, 3L), 3, 0, -1);
    }

    @Test
    void euclidScoresAreDistancesAndTheSmallestIsBest() {
        assertScores(three(Distance.Euclid).scores(dense()), List.of(3L, 2L, 1L), 2, 2.236068f, 4.472136f);
    }

    @Test
    void manhattanScoresAreDistancesAndTheSmallestIsBest() {
        assertScores(three(Distance.Manhattan).scores(dense()), List.of(3L, 2L, 1L), 2, 3, 6);
    }

    @Test
    void aPointsOwnVectorFindsTheOthers() {
        TestCollection points = three(Distance.Dot);
        assertThat(points.scores(dense().setQuery(nearest(id(1))))).containsOnlyKeys(2L, 3L);
        Refused.as(Code.NOT_FOUND, "No point with id 99", () -> points.query(dense().setQuery(nearest(id(99)))));
    }

    @Test
    void sparseVectorsMeetWhereTheyHaveTheSameIndices() {
        TestCollection points = sparse();
        QueryPoints.Builder query =
                QueryPoints.newBuilder().setUsing(PLAIN).setQuery(nearest(List.of(2f, 1f), List.of(7, 9)));
        assertScores(points.scores(query), List.of(1L, 3L), 4, 3);
    }

    /** ln((N - n + 0.5) / (n + 0.5) + 1) for an index that n of N vectors have: lib/segment/src/data_types/query_context.rs. */
    @Test
    void idfMakesRareIndicesCountMore() {
        TestCollection points = sparse();
        QueryPoints.Builder query =
                QueryPoints.newBuilder().setUsing(RARE).setQuery(nearest(List.of(1f, 1f), List.of(7, 9)));
        float common = (float) Math.log((3 - 2 + 0.5) / (2 + 0.5) + 1);
        float rare = (float) Math.log((3 - 1 + 0.5) / (1 + 0.5) + 1);
        assertScores(points.scores(query), List.of(3L, 1L), common + rare, 2 * common);
    }

    @Test
    void aThresholdIsNotReachedByItself() {
        TestCollection points = three(Distance.Dot);
        assertThat(points.scores(dense().setScoreThreshold(0))).containsOnlyKeys(1L);
        assertThat(points.scores(dense().setScoreThreshold(-0.5f))).containsOnlyKeys(1L, 2L);
        assertThat(three(Distance.Euclid).scores(dense().setScoreThreshold(4))).containsOnlyKeys(3L, 2L);
    }

    @Test
    void limitAndOffsetCutAPage() {
        TestCollection points = three(Distance.Dot);
        assertThat(scored(points.query(dense().setLimit(1)))).containsExactly(1L);
        assertThat(scored(points.query(dense().setLimit(1).setOffset(1)))).containsExactly(2L);
        assertThat(points.query(dense().setOffset(3))).isEmpty();
        Refused.as(Code.INVALID_ARGUMENT, "limit", () -> points.query(dense().setLimit(0)));
    }

    @Test
    void theFilterAppliesToTheSearch() {
        TestCollection points = three(Distance.Dot);
        QueryPoints.Builder query =
                dense().setFilter(TestCollection.filter(match("odd", true))).setLimit(2);
        assertThat(scored(points.query(query))).containsExactly(1L, 3L);
    }

    @Test
    void exactAndTheBeamOfTheSearchAreTaken() {
        TestCollection points = three(Distance.Dot);
        Map<Long, Float> plain = points.scores(dense());
        assertThat(points.scores(dense().setParams(SearchParams.newBuilder().setExact(true))))
                .isEqualTo(plain);
        assertThat(points.scores(dense().setParams(SearchParams.newBuilder().setHnswEf(64))))
                .isEqualTo(plain);
    }

    @Test
    void hitsShowWhatIsAskedFor() {
        TestCollection points = three(Distance.Dot);
        ScoredPoint bare = points.query(dense()).get(0);
        assertThat(bare.getPayloadMap()).isEmpty();
        assertThat(bare.hasVectors()).isFalse();
        ScoredPoint full = points.query(dense().setWithPayload(WithPayloadSelectorFactory.enable(true))
                        .setWithVectors(WithVectorsSelectorFactory.enable(true)))
                .get(0);
        assertThat(full.getPayloadMap()).containsOnlyKeys("odd", "n");
        assertThat(full.getVectors().getVectors().getVectorsMap()).containsOnlyKeys(DENSE);
        ScoredPoint parts = points.query(dense().setWithPayload(WithPayloadSelectorFactory.exclude(List.of("n")))
                        .setWithVectors(WithVectorsSelectorFactory.include(List.of(PLAIN))))
                .get(0);
        assertThat(parts.getPayloadMap()).containsOnlyKeys("odd");
        assertThat(parts.getVectors().getVectors().getVectorsMap()).isEmpty();
    }

    @Test
    void wrongVectorsAreRefused() {
        TestCollection points = three(Distance.Dot);
        Refused.as(
                Code.INVALID_ARGUMENT,
                "expected dim: 2, got 3",
                () -> points.query(dense().setQuery(nearest(1, 2, 3))));
        Refused.as(Code.INVALID_ARGUMENT, "other", () -> points.query(dense().setUsing("other")));
        Refused.as(
                Code.INVALID_ARGUMENT,
                () -> points.query(QueryPoints.newBuilder().setUsing(PLAIN).setQuery(nearest(1, 2))));
    }

    @Test
    @SuppressWarnings("deprecation") // clients of earlier versions call it
    void theCallThatQueryTookThePlaceOfStillAnswers() {
        TestCollection points = three(Distance.Dot);
        List<ScoredPoint> found = QDRANT.points()
                .search(SearchPoints.newBuilder()
                        .setCollectionName(points.name())
                        .setVectorName(DENSE)
                        .addVector(1)
                        .addVector(0)
                        .setLimit(2)
                        .build())
                .getResultList();
        assertThat(scored(found)).containsExactly(1L, 2L);
    }

    private static TestCollection three(Distance distance) {
        TestCollection points = QDRANT.collection(distance);
        points.upsert(
                point(1, Map.of("odd", value(true), "n", value(1)), 3, 4),
                point(2, Map.of("odd", value(false), "n", value(2)), 0, 2),
                point(3, Map.of("odd", value(true), "n", value(3)), -1, 0));
        return points;
    }

    private static TestCollection sparse() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        var first = vector(List.of(2f), List.of(7));
        var second = vector(List.of(5f), List.of(8));
        var third = vector(List.of(1f, 1f), List.of(9, 7));
        points.upsert(
                point(id(1), Map.of(), Map.of(PLAIN, first, RARE, first)),
                point(id(2), Map.of(), Map.of(PLAIN, second, RARE, second)),
                point(id(3), Map.of(), Map.of(PLAIN, third, RARE, third)));
        return points;
    }

    private static QueryPoints.Builder dense() {
        return QueryPoints.newBuilder().setUsing(DENSE).setQuery(nearest(1, 0));
    }

    private static void assertScores(Map<Long, Float> found, List<Long> numbers, float... scores) {
        assertThat(found.keySet()).containsExactlyElementsOf(numbers);
        int i = 0;
        for (float score : found.values()) {
            assertThat(score).isCloseTo(scores[i++], PRECISION);
        }
    }
}
