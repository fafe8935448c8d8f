package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.query.SampledPoints.assertSame;
import static dev.lockstep.embedded.qdrant.query.SampledPoints.ids;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several lists made one, against the formulas in double precision. They are those of
 * lib/segment/src/common/reciprocal_rank_fusion.rs and score_fusion.rs in Qdrant's source.
 */
class ResultFusionTest {
    private static final SampledPoints SAMPLED = new SampledPoints(200, 17);
    private static RunningQdrant qdrant;

    @BeforeAll
    static void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(SampledPoints.SIZE, Distance.Cosine);
        SAMPLED.addTo(qdrant);
    }

    @AfterAll
    static void stop() {
        qdrant.close();
    }

    @Test
    void reciprocalRanksAreAddedUp() {
        for (long number = 1; number <= 10; number++) {
            List<Map<Long, Double>> sources = sources(number);
            assertSame(
                    query(both(number).setQuery(fusion(Fusion.RRF)).setLimit(60)),
                    reciprocal(sources, 2, List.of(1.0, 1.0), 60));
        }
    }

    @Test
    void reciprocalRanksTakeAConstantAndWeights() {
        Query rrf = Query.newBuilder()
                .setRrf(Rrf.newBuilder().setK(60).addWeights(3).addWeights(0.5f))
                .build();
        assertSame(query(both(5).setQuery(rrf).setLimit(60)), reciprocal(sources(5), 60, List.of(3.0, 0.5), 60));
    }

    @Test
    void aWeightOfNothingAddsNothing() {
        Query rrf = Query.newBuilder()
                .setRrf(Rrf.newBuilder().addWeights(1).addWeights(0))
                .build();
        List<ScoredPoint> hits = query(both(5).setQuery(rrf).setLimit(100));
        assertThat(hits.get(0).getScore()).isEqualTo(0.5f);
        assertThat(hits.get(hits.size() - 1).getScore()).isZero();
    }

    @Test
    void theFirstOfOneListHasHalfAPoint() {
        // The numbers of a test in reciprocal_rank_fusion.rs: three lists of two, three and three points.
        List<ScoredPoint> hits = query(QueryPoints.newBuilder()
                .setQuery(fusion(Fusion.RRF))
                .addPrefetch(listing(1, 2))
                .addPrefetch(listing(1, 2, 3))
                .addPrefetch(listing(3, 5)));
        assertThat(ids(hits)).containsExactly(1L, 3L, 2L, 5L);
        assertThat(hits.get(0).getScore()).isEqualTo(1f);
        assertThat(hits.get(1).getScore()).isEqualTo(0.25f + 0.5f);
        assertThat(hits.get(2).getScore()).isEqualTo(1 / 3f + 1 / 3f);
        assertThat(hits.get(3).getScore()).isEqualTo(1 / 3f);
    }

    @Test
    void pointsWithEqualFusedScoresAreInTheOrderOfTheirIds() {
        List<ScoredPoint> hits = query(QueryPoints.newBuilder()
                .setQuery(fusion(Fusion.RRF))
                .addPrefetch(listing(9))
                .addPrefetch(listing(4))
                .addPrefetch(listing(7)));
        assertThat(ids(hits)).containsExactly(4L, 7L, 9L);
    }

    @Test
    void distributionsAreBroughtToOneScale() {
        for (long number = 1; number <= 10; number++) {
            assertSame(
                    query(both(number).setQuery(fusion(Fusion.DBSF)).setLimit(60)), distributed(sources(number), 60));
        }
    }

    @Test
    void scoresThatAreAllAlikeAreInTheMiddleOfTheScale() {
        List<ScoredPoint> hits = query(QueryPoints.newBuilder()
                .setQuery(fusion(Fusion.DBSF))
                .addPrefetch(listing(1, 2, 3))
                .addPrefetch(listing(2)));
        assertThat(ids(hits)).containsExactly(2L, 1L, 3L);
        assertThat(hits.get(0).getScore()).isEqualTo(1f);
        assertThat(hits.get(1).getScore()).isEqualTo(0.5f);
    }

    @Test
    void aFusedScoreThatIsTheThresholdPasses() {
        // Of a search it would not: lib/collection/src/collection/query.rs compares with >=, types.rs with >.
        QueryPoints.Builder query =
                QueryPoints.newBuilder().setQuery(fusion(Fusion.RRF)).addPrefetch(listing(1, 2, 3));
        assertThat(ids(query(query.clone().setScoreThreshold(1 / 3f)))).containsExactly(1L, 2L);
        assertThat(ids(query(query.clone().setScoreThreshold(0.34f)))).containsExactly(1L);

        QueryPoints.Builder search = QueryPoints.newBuilder()
                .setUsing(DENSE)
                .setQuery(nearest(SAMPLED.dense(1)))
                .setLimit(200);
        float score = query(search.clone()).get(20).getScore();
        assertThat(query(search.clone().setScoreThreshold(score)))
                .isNotEmpty()
                .allSatisfy(hit -> assertThat(hit.getScore()).isGreaterThan(score));
    }

    @Test
    void aFusionIsAPrefetchLikeAnother() {
        PrefetchQuery.Builder fused = PrefetchQuery.newBuilder()
                .addAllPrefetch(both(5).getPrefetchList())
                .setQuery(fusion(Fusion.RRF))
                .setLimit(7);
        Map<Long, Double> candidates = reciprocal(sources(5), 2, List.of(1.0, 1.0), 7);
        List<ScoredPoint> hits = query(QueryPoints.newBuilder()
                .setUsing(DENSE)
                .setQuery(nearest(SAMPLED.dense(1)))
                .addPrefetch(fused));
        assertSame(hits, SAMPLED.nearest(SAMPLED.dense(1), candidates::containsKey, 10));
    }

    @Test
    void aFusedPointHasItsPayloadVectorsAndVersion() {
        ScoredPoint hit = query(both(5).setQuery(fusion(Fusion.RRF))
                        .setWithPayload(io.qdrant.client.WithPayloadSelectorFactory.enable(true))
                        .setWithVectors(io.qdrant.client.WithVectorsSelectorFactory.enable(true)))
                .get(0);
        assertThat(hit.getPayloadMap()).isEqualTo(SAMPLED.payload(hit.getId().getNum()));
        assertThat(hit.getVectors().getVectors().getVectorsMap()).containsOnlyKeys(DENSE, SPARSE);
        assertThat(hit.getVersion()).isPositive();
    }

    /** The nearest 30 by the one vector and the nearest 20 by the other. */
    private static QueryPoints.Builder both(long number) {
        Map<Integer, Float> words = SAMPLED.sparse(number);
        return QueryPoints.newBuilder()
                .addPrefetch(PrefetchQuery.newBuilder()
                        .setUsing(DENSE)
                        .setQuery(nearest(SAMPLED.dense(number)))
                        .setLimit(30))
                .addPrefetch(PrefetchQuery.newBuilder()
                        .setUsing(SPARSE)
                        .setQuery(nearest(List.copyOf(words.values()), List.copyOf(words.keySet())))
                        .setLimit(20));
    }

    /** What the prefetches find, as the server tells: their own correctness is no matter of fusion. */
    private static List<Map<Long, Double>> sources(long number) {
        List<Map<Long, Double>> sources = new ArrayList<>();
        for (PrefetchQuery prefetch : both(number).getPrefetchList()) {
            Map<Long, Double> source = new LinkedHashMap<>();
            query(QueryPoints.newBuilder()
                            .setUsing(prefetch.getUsing())
                            .setQuery(prefetch.getQuery())
                            .setLimit(prefetch.getLimit()))
                    .forEach(hit -> source.put(hit.getId().getNum(), (double) hit.getScore()));
            sources.add(source);
        }
        return sources;
    }

    private static Map<Long, Double> reciprocal(
            List<Map<Long, Double>> sources, int k, List<Double> weights, int most) {
        Map<Long, Double> scores = new TreeMap<>();
        for (int i = 0; i < sources.size(); i++) {
            int place = 1;
            for (long number : sources.get(i).keySet()) {
                scores.merge(number, 1 / (place++ / weights.get(i) + k - 1), Double::sum);
            }
        }
        return SampledPoints.best(scores, most);
    }

    private static Map<Long, Double> distributed(List<Map<Long, Double>> sources, int most) {
        Map<Long, Double> scores = new TreeMap<>();
        for (Map<Long, Double> source : sources) {
            double mean = source.values().stream().mapToDouble(s -> s).average().orElseThrow();
            double deviation = Math.sqrt(source.values().stream()
                            .mapToDouble(s -> (s - mean) * (s - mean))
                            .sum()
                    / (source.size() - 1));
            source.forEach((number, score) ->
                    scores.merge(number, (score - mean + 3 * deviation) / (6 * deviation), Double::sum));
        }
        return SampledPoints.best(scores, most);
    }

    /** A list of these points, in the order of their ids. */
    private static PrefetchQuery listing(long... numbers) {
        List<io.qdrant.client.grpc.Common.PointId> ids = new ArrayList<>();
        for (long number : numbers) {
            ids.add(id(number));
        }
        return PrefetchQuery.newBuilder()
                .setFilter(io.qdrant.client.grpc.Common.Filter.newBuilder().addMust(hasId(ids)))
                .build();
    }

    private static List<ScoredPoint> query(QueryPoints.Builder query) {
        return qdrant.points.query(query.setCollectionName(POINTS).build()).getResultList();
    }
}
