package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.ClusteredVectors;
import dev.lockstep.embedded.qdrant.Eventually;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Searches against a search through all vectors in double precision. */
class NearestTest {
    private static final int LIMIT = 10;
    private static final Filter MOST =
            Filter.newBuilder().addMust(match("most", true)).build();
    private static final IntPredicate IN_MOST = i -> i % 5 != 0;

    @ParameterizedTest
    @EnumSource(names = {"Cosine", "Dot", "Euclid", "Manhattan"})
    void scoresAreThoseOfTheMetric(Distance distance, @TempDir Path directory) {
        ClusteredVectors vectors = new ClusteredVectors(2_000, 24, 7);
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(24, distance)) {
            upsertAll(qdrant, vectors, 250);
            for (int q = 0; q < 20; q++) {
                float[] target = vectors.query(q);
                List<ScoredPoint> hits = query(qdrant, target, SearchParams.getDefaultInstance());
                List<Double> expected = scores(vectors, target, distance);
                for (int rank = 0; rank < LIMIT; rank++) {
                    assertThat((double) hits.get(rank).getScore())
                            .as("query %d rank %d", q, rank)
                            .isCloseTo(expected.get(rank), within(1e-5 * Math.max(1, expected.get(rank))));
                }
            }
        }
    }

    @Test
    void aLargeCollectionIsSearchedByGraphsWithTheFilterAppliedDuringTheSearch(@TempDir Path directory) {
        ClusteredVectors vectors = new ClusteredVectors(24_000, 32, 11);
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(32, Distance.Cosine)) {
            upsertAll(qdrant, vectors, 1_000);
            Eventually.until("a graph is built", () -> indexed(qdrant) >= 20_000);
            int found = 0;
            for (int q = 0; q < 50; q++) {
                float[] target = vectors.query(q);
                List<Long> exact = ids(query(
                        qdrant, target, SearchParams.newBuilder().setExact(true).build()));
                assertThat(exact).isEqualTo(trueNearest(vectors, target));
                List<Long> approximate = ids(query(qdrant, target, SearchParams.getDefaultInstance()));
                assertThat(approximate).hasSize(LIMIT).allMatch(id -> IN_MOST.test(id.intValue()));
                found += (int) approximate.stream().filter(exact::contains).count();
            }
            assertThat(found / (50.0 * LIMIT)).as("recall").isGreaterThanOrEqualTo(0.95);
        }
    }

    private static void upsertAll(RunningQdrant qdrant, ClusteredVectors vectors, int batch) {
        for (int from = 0; from < vectors.size(); from += batch) {
            qdrant.upsert(IntStream.range(from, Math.min(vectors.size(), from + batch))
                    .mapToObj(i -> point(i, Map.of("most", value(IN_MOST.test(i))), vectors.get(i)))
                    .toArray(PointStruct[]::new));
        }
    }

    private static List<ScoredPoint> query(RunningQdrant qdrant, float[] target, SearchParams params) {
        return qdrant.points
                .queryBatch(QueryBatchPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .addQueryPoints(QueryPoints.newBuilder()
                                .setCollectionName(POINTS)
                                .setUsing(DENSE)
                                .setQuery(nearest(target))
                                .setFilter(MOST)
                                .setParams(params)
                                .setLimit(LIMIT))
                        .build())
                .getResult(0)
                .getResultList();
    }

    private static List<Double> scores(ClusteredVectors vectors, float[] target, Distance distance) {
        ToDoubleBiFunction<float[], float[]> score =
                switch (distance) {
                    case Cosine -> ClusteredVectors::cosine;
                    case Dot -> ClusteredVectors::dot;
                    case Manhattan -> ClusteredVectors::manhattan;
                    default -> ClusteredVectors::euclid;
                };
        Comparator<Double> order = distance == Distance.Euclid || distance == Distance.Manhattan
                ? Comparator.naturalOrder()
                : Comparator.reverseOrder();
        return IntStream.range(0, vectors.size())
                .filter(IN_MOST)
                .mapToObj(i -> score.applyAsDouble(target, vectors.get(i)))
                .sorted(order)
                .toList();
    }

    private static List<Long> trueNearest(ClusteredVectors vectors, float[] target) {
        List<Long> all = new ArrayList<>();
        IntStream.range(0, vectors.size()).filter(IN_MOST).forEach(i -> all.add((long) i));
        all.sort(Comparator.comparingDouble(i -> -ClusteredVectors.cosine(target, vectors.get(i.intValue()))));
        return all.subList(0, LIMIT);
    }

    private static List<Long> ids(List<ScoredPoint> hits) {
        return numbers(hits.stream().map(ScoredPoint::getId).toList());
    }

    private static long indexed(RunningQdrant qdrant) {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult()
                .getIndexedVectorsCount();
    }
}
