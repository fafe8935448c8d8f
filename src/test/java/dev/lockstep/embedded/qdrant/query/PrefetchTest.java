package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Sample;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
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
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static org.assertj.core.api.Assertions.assertThat;

/** Queries in stages, by id and without a vector. The rules are those of lib/shard/src/query/planned_query.rs in Qdrant's source. */
class PrefetchTest {
    private static final SampledPoints SAMPLED = new SampledPoints(300, 5);
    private static final Filter EVEN =
            Filter.newBuilder().addMust(match("even", true)).build();
    private static final float[] TARGET = {1, 2, 0, -1, 1, 0, 0, 2};
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
    void aQueryByIdTakesThePointsVectorAndLeavesThePointOut() {
        for (long number = 1; number <= 20; number++) {
            long self = number;
            assertSame(
                    query(dense(nearest(id(self)))), SAMPLED.nearest(SAMPLED.dense(self), other -> other != self, 10));
            assertSame(
                    query(QueryPoints.newBuilder().setUsing(SPARSE).setQuery(nearest(id(self)))),
                    SAMPLED.nearest(SAMPLED.sparse(self), other -> other != self, 10));
        }
    }

    @Test
    void aPointThatAPrefetchRefersToIsNoHitOfTheWholeQuery() {
        QueryPoints.Builder query = dense(nearest(SAMPLED.dense(7)))
                .addPrefetch(densePrefetch(nearest(id(8)), 1000))
                .addPrefetch(densePrefetch(nearest(SAMPLED.dense(9)), 1000));
        assertSame(query(query), SAMPLED.nearest(SAMPLED.dense(7), other -> other != 8, 10));
    }

    @Test
    void candidatesOfAPrefetchAreScoredAgainByTheQuery() {
        Map<Long, Double> candidates = SAMPLED.nearest(SAMPLED.sparse(3), all(), 25);
        assertSame(
                query(dense(nearest(TARGET)).addPrefetch(sparsePrefetch(3, 25))),
                SAMPLED.nearest(TARGET, candidates::containsKey, 10));
    }

    @Test
    void severalPrefetchesGiveEachCandidateOnce() {
        Set<Long> candidates = union(
                SAMPLED.nearest(SAMPLED.sparse(3), all(), 15).keySet(),
                SAMPLED.nearest(SAMPLED.dense(4), all(), 15).keySet());
        List<ScoredPoint> hits = query(dense(nearest(TARGET))
                .addPrefetch(sparsePrefetch(3, 15))
                .addPrefetch(densePrefetch(nearest(SAMPLED.dense(4)), 15))
                .setLimit(100));
        assertThat(ids(hits)).doesNotHaveDuplicates();
        assertSame(hits, SAMPLED.nearest(TARGET, candidates::contains, 100));
    }

    @Test
    void theFilterOfAStageNarrowsAllStagesBelow() {
        LongPredicate even = number -> number % 2 == 0;
        LongPredicate inGroup =
                number -> SAMPLED.payload(number).get("group").getStringValue().equals("g3");
        Map<Long, Double> candidates = SAMPLED.nearest(SAMPLED.dense(4), even.and(inGroup), 8);
        PrefetchQuery.Builder inner = densePrefetch(nearest(SAMPLED.dense(4)), 8)
                .setFilter(Filter.newBuilder().addMust(matchKeyword("group", "g3")));
        assertSame(
                query(dense(nearest(TARGET)).setFilter(EVEN).addPrefetch(inner)),
                SAMPLED.nearest(TARGET, candidates::containsKey, 10));
    }

    @Test
    void prefetchesNest() {
        Map<Long, Double> innermost = SAMPLED.nearest(SAMPLED.sparse(3), all(), 60);
        Map<Long, Double> middle = SAMPLED.nearest(SAMPLED.dense(4), innermost::containsKey, 30);
        PrefetchQuery.Builder nested =
                densePrefetch(nearest(SAMPLED.dense(4)), 30).addPrefetch(sparsePrefetch(3, 60));
        assertSame(query(dense(nearest(TARGET)).addPrefetch(nested)), SAMPLED.nearest(TARGET, middle::containsKey, 10));
    }

    @Test
    void aThresholdCutsTheStageItBelongsTo() {
        Map<Long, Double> near = SAMPLED.nearest(SAMPLED.dense(4), all(), 300);
        near.values().removeIf(score -> score <= 0.5);
        assertThat(near).hasSizeBetween(2, 200);
        List<ScoredPoint> hits = query(dense(nearest(TARGET))
                .addPrefetch(densePrefetch(nearest(SAMPLED.dense(4)), 300).setScoreThreshold(0.5f))
                .setLimit(300));
        assertSame(hits, SAMPLED.nearest(TARGET, near::containsKey, 300));
    }

    @Test
    void offsetAndLimitApplyToTheWholeQueryAndPrefetchesHaveTheirOwn() {
        Map<Long, Double> candidates = SAMPLED.nearest(SAMPLED.sparse(3), all(), 10);
        QueryPoints.Builder query = dense(nearest(TARGET)).addPrefetch(sparsePrefetch(3, 10));
        List<Long> whole = ids(query(query.clone().setLimit(100)));
        assertThat(whole).containsExactlyInAnyOrderElementsOf(candidates.keySet());
        assertThat(ids(query(query.clone().setOffset(4).setLimit(3)))).isEqualTo(whole.subList(4, 7));
        assertThat(query(query.clone().setOffset(10))).isEmpty();
    }

    @Test
    void aQueryWithoutAQueryListsPointsInTheOrderOfTheirIds() {
        List<ScoredPoint> hits =
                query(QueryPoints.newBuilder().setFilter(EVEN).setOffset(2).setLimit(3));
        assertThat(ids(hits)).containsExactly(6L, 8L, 10L);
        // As in lib/collection/src/shards/local_shard/scroll.rs: what is listed has this score and no version.
        assertThat(hits).allSatisfy(hit -> {
            assertThat(hit.getScore()).isEqualTo(1);
            assertThat(hit.getVersion()).isZero();
        });
    }

    @Test
    void aListIsASourceLikeAnother() {
        List<ScoredPoint> hits = query(QueryPoints.newBuilder()
                .setQuery(fusion(Fusion.RRF))
                .addPrefetch(PrefetchQuery.newBuilder()
                        .setFilter(Filter.newBuilder().addMust(hasId(List.of(id(50), id(60))))))
                .addPrefetch(densePrefetch(nearest(SAMPLED.dense(4)), 1)));
        assertThat(ids(hits)).startsWith(4L, 50L).hasSize(3);
        assertThat(hits.get(0).getVersion()).isPositive();
        assertThat(hits.get(1).getVersion()).isZero();
    }

    @Test
    void aSampleHasAnyOfTheMatchingPointsOnceEach() {
        Query random = Query.newBuilder().setSample(Sample.Random).build();
        List<Long> all = LongStream.rangeClosed(1, 150).mapToObj(i -> 2 * i).toList();
        QueryPoints.Builder sample = QueryPoints.newBuilder().setQuery(random).setFilter(EVEN);
        assertThat(ids(query(sample.clone().setLimit(200)))).containsExactlyInAnyOrderElementsOf(all);
        List<Long> first = ids(query(sample.clone().setLimit(40)));
        List<Long> second = ids(query(sample.clone().setLimit(40)));
        assertThat(first).hasSize(40).doesNotHaveDuplicates().isSubsetOf(all);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aSampleOfAPrefetchIsOfItsPointsOnly() {
        Query random = Query.newBuilder().setSample(Sample.Random).build();
        Set<Long> candidates = SAMPLED.nearest(TARGET, all(), 20).keySet();
        List<ScoredPoint> hits =
                query(QueryPoints.newBuilder().setQuery(random).addPrefetch(densePrefetch(nearest(TARGET), 20)));
        assertThat(ids(hits)).hasSize(10).isSubsetOf(candidates);
    }

    private static LongPredicate all() {
        return number -> true;
    }

    private static Set<Long> union(Set<Long> left, Set<Long> right) {
        Set<Long> union = new java.util.TreeSet<>(left);
        union.addAll(right);
        return union;
    }

    private static QueryPoints.Builder dense(Query query) {
        return QueryPoints.newBuilder().setUsing(DENSE).setQuery(query);
    }

    private static PrefetchQuery.Builder densePrefetch(Query query, int limit) {
        return PrefetchQuery.newBuilder().setUsing(DENSE).setQuery(query).setLimit(limit);
    }

    private static PrefetchQuery.Builder sparsePrefetch(long number, int limit) {
        Map<Integer, Float> target = SAMPLED.sparse(number);
        return PrefetchQuery.newBuilder()
                .setUsing(SPARSE)
                .setQuery(nearest(List.copyOf(target.values()), List.copyOf(target.keySet())))
                .setLimit(limit);
    }

    private static List<ScoredPoint> query(QueryPoints.Builder query) {
        return qdrant.points.query(query.setCollectionName(POINTS).build()).getResultList();
    }
}
