package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.ClusteredVectors;
import dev.lockstep.embedded.qdrant.protocol.DenseVectors;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Points.PointStruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;

/** Filters of all sizes, near the target and far from it, in an index whose graphs begin early; each metric. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilteredSearchTest {
    private static final int POINTS = 5_000;
    private static final int GRAPH_FROM = 1_500;
    private static final int SCAN_BELOW = 100;
    private static final int DIMENSIONS = 32;
    private static final int LIMIT = 10;
    private static final int CANDIDATES = 40;
    private static final int QUERIES = 20;
    private static final List<VectorSpec> SPECS = Stream.of(Metric.values())
            .map(metric -> new VectorSpec(metric.name(), DIMENSIONS, metric))
            .toList();

    private final ClusteredVectors vectors = new ClusteredVectors(POINTS, DIMENSIONS, 5);
    private PointIndex index;

    @BeforeAll
    void writeAndMerge(@TempDir Path directory) throws IOException {
        index = PointIndex.open(directory, SPECS, GRAPH_FROM);
        for (int i = 0; i < POINTS; i++) {
            float[] values = vectors.get(i);
            index.upsert(
                    PointStruct.newBuilder()
                            .setId(id(i))
                            .setVectors(namedVectors(
                                    SPECS.stream().collect(Collectors.toMap(VectorSpec::name, spec -> vector(values)))))
                            .build(),
                    i);
            if (i % 500 == 0) {
                index.refresh();
            }
        }
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (scanned() >= GRAPH_FROM && System.nanoTime() < deadline) {
            index.refresh();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private long scanned() throws IOException {
        try (Snapshot snapshot = index.snapshot()) {
            return POINTS - snapshot.vectorsInGraphs() / SPECS.size();
        }
    }

    @AfterAll
    void close() throws IOException {
        index.close();
    }

    @Test
    void mergesLeaveFewPointsWithoutAGraph() throws IOException {
        assertThat(scanned()).isLessThan(GRAPH_FROM);
    }

    @ParameterizedTest
    @EnumSource
    void theNearestAreFoundByEachMetric(Metric metric) throws IOException {
        assertThat(recall(metric, point -> true, query -> true)).isGreaterThanOrEqualTo(0.95);
        assertThat(recall(metric, share(500), query -> true)).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 50, 1})
    void theNearestAreFoundUnderAFilterThatMatchesOfAThousandPoints(int share) throws IOException {
        assertThat(recall(Metric.COSINE, share(share), query -> true)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void theNearestAreFoundWhereWhatMatchesIsFarFromTheTarget() throws IOException {
        IntPredicate farClusters = point -> vectors.cluster(point) >= 20;
        assertThat(recall(Metric.COSINE, farClusters, query -> query % ClusteredVectors.CLUSTERS < 20))
                .isGreaterThanOrEqualTo(0.95);
    }

    private static IntPredicate share(int ofAThousand) {
        return point -> point * 7919 % 1_000 < ofAThousand;
    }

    /** The share of the true nearest among those found. */
    private double recall(Metric metric, IntPredicate matching, IntPredicate queries) throws IOException {
        int[] points = IntStream.range(0, POINTS).filter(matching).toArray();
        int found = 0;
        int wanted = 0;
        try (Snapshot snapshot = index.snapshot()) {
            for (int query : IntStream.iterate(0, i -> i + 7)
                    .filter(queries)
                    .limit(QUERIES)
                    .toArray()) {
                Set<BytesRef> nearest = nearest(metric, points, query);
                Set<BytesRef> hits = found(snapshot, metric, points, query);
                assertThat(hits).hasSameSizeAs(nearest);
                wanted += nearest.size();
                nearest.retainAll(hits);
                found += nearest.size();
            }
        }
        assertThat(wanted).isPositive();
        return (double) found / wanted;
    }

    private Set<BytesRef> found(Snapshot snapshot, Metric metric, int[] points, int query) throws IOException {
        Query filter = new TermInSetQuery(
                PointDocument.ID,
                IntStream.of(points).mapToObj(FilteredSearchTest::key).toList());
        DenseSearchRequest nearest = new DenseSearchRequest(
                SPECS.get(metric.ordinal()),
                DenseVectors.toMessage(vectors.query(query)),
                filter,
                LIMIT,
                new DenseSearchRequest.Accuracy.Approximate(CANDIDATES));
        return new DenseSearch(snapshot.searcher(), nearest, SCAN_BELOW)
                .run().stream().map(SearchHit::key).collect(Collectors.toSet());
    }

    private Set<BytesRef> nearest(Metric metric, int[] points, int query) {
        float[] target = vectors.query(query);
        return IntStream.of(points)
                .boxed()
                .sorted(Comparator.comparingDouble(point -> distance(metric, target, vectors.get(point))))
                .limit(LIMIT)
                .map(FilteredSearchTest::key)
                .collect(Collectors.toSet());
    }

    private static double distance(Metric metric, float[] left, float[] right) {
        return switch (metric) {
            case COSINE -> -ClusteredVectors.cosine(left, right);
            case DOT -> -ClusteredVectors.dot(left, right);
            case EUCLID -> ClusteredVectors.euclid(left, right);
            case MANHATTAN ->
                IntStream.range(0, left.length)
                        .mapToDouble(i -> Math.abs((double) left[i] - right[i]))
                        .sum();
        };
    }

    private static BytesRef key(int point) {
        return PointKey.of(id(point));
    }
}
