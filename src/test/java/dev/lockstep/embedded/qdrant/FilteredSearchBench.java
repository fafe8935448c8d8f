package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.qdrant.client.ConditionFactory.range;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recall and latency of filtered searches of 50,000 vectors of 384 dimensions. Filters of the first kind choose points wherever
 * they are; of the second kind, whole clusters: near the query's, or far from it, where the graph's paths lead away from what
 * matches.
 */
@Tag("bench")
class FilteredSearchBench {
    private static final int POINT_COUNT = Integer.getInteger("bench.points", 50_000);
    private static final int QUERIES = 300;
    private static final int BATCH = 1_000;
    private static final SearchParams EXACT =
            SearchParams.newBuilder().setExact(true).build();

    private final ClusteredVectors vectors = new ClusteredVectors(POINT_COUNT, 384, 3);

    @Test
    void filteredSearches(@TempDir Path directory) {
        MeasuredServer.printLoad();
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(384, Distance.Cosine)) {
            MeasuredServer server = new MeasuredServer(qdrant, directory, vectors);
            List<UpsertPoints> batches = IntStream.range(0, POINT_COUNT / BATCH)
                    .mapToObj(i -> server.batch(i * BATCH, (i + 1) * BATCH))
                    .toList();
            long start = System.nanoTime();
            Latencies upserts = Latencies.of(batches.size(), i -> qdrant.points.upsert(batches.get(i)));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "upserts of %,d, visible: %,.0f points/s; %s%n",
                    BATCH,
                    POINT_COUNT / seconds,
                    upserts);
            System.out.printf(Locale.ROOT, "merged %.1f s after the first upsert%n", server.settle(start));
            server.printSizes();
            warmUp(server);
            for (double percent : new double[] {100, 50, 25, 10, 5, 1, 0.1}) {
                measure(server, percent + " %, anywhere", q -> q, share(percent * 10));
            }
            for (int clusters : new int[] {25, 13, 6, 3, 1}) {
                int first = ClusteredVectors.CLUSTERS - clusters;
                measure(
                        server,
                        clusters * 2 + " %, clusters around the query",
                        q -> first + q % clusters,
                        clusters(first));
                measure(server, clusters * 2 + " %, clusters far from the query", q -> q % first, clusters(first));
            }
            MeasuredServer.printLoad();
        }
    }

    private static Filter share(double below) {
        return filter(range("share", Range.newBuilder().setLt(below).build()));
    }

    private static Filter clusters(int from) {
        return filter(range("cluster", Range.newBuilder().setGte(from).build()));
    }

    private static Filter filter(Condition condition) {
        return Filter.newBuilder().addMust(condition).build();
    }

    private static void warmUp(MeasuredServer server) {
        for (int q = 0; q < 2_000; q++) {
            assertThat(server.query(q, share(q % 2 == 0 ? 1_000 : 50), SearchParams.getDefaultInstance()))
                    .hasSize(MeasuredServer.LIMIT);
        }
    }

    private static void measure(MeasuredServer server, String what, IntUnaryOperator number, Filter filter) {
        List<Double> exactly = new ArrayList<>();
        List<Double> byGraph = new ArrayList<>();
        int found = 0;
        int wanted = 0;
        for (int q = 0; q < QUERIES; q++) {
            int query = number.applyAsInt(q) + ClusteredVectors.CLUSTERS * q;
            List<List<ScoredPoint>> answers = new ArrayList<>();
            byGraph.add(Latencies.millis(
                    query, n -> answers.add(server.query(n, filter, SearchParams.getDefaultInstance()))));
            exactly.add(Latencies.millis(query, n -> answers.add(server.query(n, filter, EXACT))));
            Set<PointId> nearest =
                    answers.get(1).stream().map(ScoredPoint::getId).collect(Collectors.toSet());
            found += (int) answers.get(0).stream()
                    .filter(hit -> nearest.contains(hit.getId()))
                    .count();
            wanted += nearest.size();
        }
        Latencies ours = of(byGraph);
        Latencies exact = of(exactly);
        System.out.printf(
                Locale.ROOT,
                "%-36s recall %.3f  p50 %6.2f ms  p99 %6.2f ms | exact p50 %6.2f ms, ratio %.2f%n",
                what,
                (double) found / wanted,
                ours.median(),
                ours.percentile(99),
                exact.median(),
                ours.median() / exact.median());
    }

    private static Latencies of(List<Double> millis) {
        return Latencies.ofMillis(
                millis.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
