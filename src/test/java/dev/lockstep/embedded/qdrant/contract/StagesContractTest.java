package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.DENSE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.scored;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static org.assertj.core.api.Assertions.assertThat;

/** Queries on what other queries find. As in Qdrant's lib/shard/src/query/planned_query.rs and tests/openapi/test_query_full.py. */
@Row("Points, reading")
class StagesContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    private static final Offset<Float> PRECISION = Offset.offset(1e-5f);

    private TestCollection points;

    /** The larger the number, the nearer to (1, 0), and the farther from (0, 1). */
    @BeforeEach
    void write() {
        points = QDRANT.collection(Distance.Dot);
        for (long number = 1; number <= 5; number++) {
            points.upsert(point(number, Map.of(), number, 10 - number));
        }
    }

    @Test
    void whatAPrefetchFindsIsScoredAgain() {
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .addPrefetch(right().setLimit(2))
                .setUsing(DENSE)
                .setQuery(nearest(0, 1));
        assertThat(points.scores(query)).containsExactly(Map.entry(4L, 6f), Map.entry(5L, 5f));
    }

    @Test
    void prefetchesNestAndHaveFiltersOfTheirOwn() {
        PrefetchQuery.Builder inner =
                right().setLimit(4).setFilter(TestCollection.filter(hasId(List.of(id(1), id(2), id(3)))));
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .addPrefetch(up().addPrefetch(inner).setLimit(2))
                .setUsing(DENSE)
                .setQuery(nearest(1, 0));
        assertThat(scored(points.query(query))).containsExactly(2L, 1L);
    }

    /** 1 / (place + 2), from 0: lib/segment/src/common/reciprocal_rank_fusion.rs. */
    @Test
    void reciprocalRanksAreAddedUp() {
        Map<Long, Float> found = points.scores(fused(fusion(Fusion.RRF), listing(1, 2, 3), listing(3, 5)));
        assertThat(found.keySet()).containsExactly(3L, 1L, 2L, 5L);
        assertThat(found.get(3L)).isCloseTo(1 / 4f + 1 / 2f, PRECISION);
        assertThat(found.get(1L)).isCloseTo(1 / 2f, PRECISION);
        assertThat(found.get(2L)).isCloseTo(1 / 3f, PRECISION);
    }

    @Test
    void reciprocalRanksTakeAConstant() {
        Query rrf = QueryFactory.rrf(Rrf.newBuilder().setK(60).build());
        Map<Long, Float> found = points.scores(fused(rrf, listing(1, 2), listing(2)));
        assertThat(found.get(2L)).isCloseTo(1 / 61f + 1 / 60f, PRECISION);
        assertThat(found.get(1L)).isCloseTo(1 / 60f, PRECISION);
    }

    /** A point scores 1 / (place / weight + k - 1), places from 1. */
    @Test
    void reciprocalRanksTakeWeights() {
        Query rrf =
                QueryFactory.rrf(Rrf.newBuilder().addWeights(3).addWeights(0.5f).build());
        Map<Long, Float> found = points.scores(fused(rrf, listing(1), listing(2)));
        assertThat(found.get(1L)).isCloseTo(1 / (1 / 3f + 1), PRECISION);
        assertThat(found.get(2L)).isCloseTo(1 / (1 / 0.5f + 1), PRECISION);
        Query unfit = QueryFactory.rrf(Rrf.newBuilder().addWeights(3).build());
        Refused.as(Code.INVALID_ARGUMENT, "weights", () -> points.query(fused(unfit, listing(1), listing(2))));
    }

    /** (score - (mean - 3 deviations)) / (6 deviations), the deviation that of a sample: lib/segment/src/common/score_fusion.rs. */
    @Test
    void distributionsAreBroughtToOneScale() {
        Map<Long, Float> found = points.scores(fused(fusion(Fusion.DBSF), right().setLimit(3), listing(5)));
        assertThat(found.keySet()).containsExactly(5L, 4L, 3L);
        assertThat(found.get(5L)).isCloseTo(4 / 6f + 0.5f, PRECISION);
        assertThat(found.get(4L)).isCloseTo(3 / 6f, PRECISION);
        assertThat(found.get(3L)).isCloseTo(2 / 6f, PRECISION);
    }

    /** Other than in a search: lib/collection/src/collection/query.rs. */
    @Test
    void aFusedScoreThatIsTheThresholdPasses() {
        assertThat(points.scores(fused(fusion(Fusion.RRF), listing(1, 2, 3)).setScoreThreshold(0.5f)))
                .containsOnlyKeys(1L);
        assertThat(points.scores(fused(fusion(Fusion.RRF), listing(1, 2, 3)).setScoreThreshold(0.51f)))
                .isEmpty();
    }

    @Test
    void aFusionNeedsPrefetchesAndPrefetchesNeedAQuery() {
        Refused.as(Code.INVALID_ARGUMENT, () -> points.query(fused(fusion(Fusion.RRF))));
        Refused.as(
                Code.INVALID_ARGUMENT,
                () -> points.query(QueryPoints.newBuilder().addPrefetch(listing(1))));
        Refused.as(
                Code.INVALID_ARGUMENT,
                () -> points.query(fused(fusion(Fusion.RRF), listing(1)).setUsing(DENSE)));
    }

    @Test
    void aBatchAnswersInItsOrder() {
        var answers = QDRANT.points()
                .queryBatch(QueryBatchPoints.newBuilder()
                        .setCollectionName(points.name())
                        .addQueryPoints(towards(nearest(1, 0)).setLimit(1))
                        .addQueryPoints(towards(nearest(0, 1)).setLimit(2))
                        .build())
                .getResultList();
        assertThat(answers)
                .extracting(BatchResult::getResultList)
                .extracting(TestCollection::scored)
                .containsExactly(List.of(5L), List.of(1L, 2L));
    }

    @Test
    void aSampleHasPointsThatMatchOnceEach() {
        Query sample = QueryFactory.sample(Sample.Random);
        assertThat(scored(points.query(QueryPoints.newBuilder().setQuery(sample).setLimit(3))))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(scored(points.query(QueryPoints.newBuilder()
                        .setQuery(sample)
                        .setFilter(TestCollection.filter(hasId(List.of(id(2), id(4))))))))
                .containsExactlyInAnyOrder(2L, 4L);
    }

    @Test
    void withoutAQueryPointsAreListedByTheirIds() {
        assertThat(points.scores(QueryPoints.newBuilder().setLimit(2).setOffset(1)))
                .containsExactly(Map.entry(2L, 1f), Map.entry(3L, 1f));
    }

    private static QueryPoints.Builder fused(Query fusion, PrefetchQuery.Builder... prefetches) {
        QueryPoints.Builder query = QueryPoints.newBuilder().setQuery(fusion);
        for (PrefetchQuery.Builder prefetch : prefetches) {
            query.addPrefetch(prefetch);
        }
        return query;
    }

    private QueryPoints.Builder towards(Query query) {
        return QueryPoints.newBuilder()
                .setCollectionName(points.name())
                .setUsing(DENSE)
                .setQuery(query);
    }

    private static PrefetchQuery.Builder right() {
        return PrefetchQuery.newBuilder().setUsing(DENSE).setQuery(nearest(1, 0));
    }

    private static PrefetchQuery.Builder up() {
        return PrefetchQuery.newBuilder().setUsing(DENSE).setQuery(nearest(0, 1));
    }

    /** These points in the order of their numbers. */
    private static PrefetchQuery.Builder listing(long... numbers) {
        List<io.qdrant.client.grpc.Common.PointId> ids = new ArrayList<>();
        for (long number : numbers) {
            ids.add(id(number));
        }
        return PrefetchQuery.newBuilder().setFilter(TestCollection.filter(hasId(ids)));
    }
}
