package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;

/** Measures, and prints: points of 384 dimensions with a payload like a chunk's. */
@Tag("bench")
class ThroughputTest {
    private static final int BATCH = 128;
    private static final int POINT_COUNT = 51_200;

    private final ClusteredVectors vectors = new ClusteredVectors(POINT_COUNT, 384, 3);

    @Test
    void upsertsAndSearches(@TempDir Path directory) {
        List<UpsertPoints> batches = new ArrayList<>();
        for (int from = 0; from < POINT_COUNT; from += BATCH) {
            batches.add(upsertOf(IntStream.range(from, from + BATCH)
                            .mapToObj(this::chunk)
                            .toArray(PointStruct[]::new))
                    .build());
        }
        RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(384, Distance.Cosine);
        try (qdrant) {
            long start = System.nanoTime();
            batches.forEach(batch -> qdrant.points.upsert(batch));
            print("upserts acknowledged, points/s", POINT_COUNT / seconds(start));
            Eventually.until("all are visible", () -> qdrant.count() == POINT_COUNT);
            print("upserts visible, points/s", POINT_COUNT / seconds(start));
            searches(qdrant, "while merging");
            waitForMerges(qdrant);
            searches(qdrant, "settled");
            report(
                    "a call that does nothing",
                    200,
                    i -> Eventually.until("answered", () -> qdrant.count(match("absent", i)) == 0));
            report("wait=true upsert of 1", 200, i -> qdrant.upsert(chunk(i)));
            report("acknowledged until visible", 100, i -> {
                qdrant.acknowledge(point(1_000_000 + i, Map.of("new", value(i)), vectors.get(i)));
                Eventually.until("visible", () -> qdrant.count(match("new", i)) == 1);
            });
            report(
                    "get of 1,000 ids",
                    20,
                    i -> qdrant.points.get(GetPoints.newBuilder()
                            .setCollectionName(POINTS)
                            .addAllIds(LongStream.range(0, 1_000)
                                    .mapToObj(n -> id(n * 7))
                                    .toList())
                            .build()));
            report("scroll of everything by 1,000", 3, i -> scrollAll(qdrant));
            long closing = System.nanoTime();
            qdrant.close();
            print("close, s", seconds(closing));
        }
        long opening = System.nanoTime();
        RunningQdrant.in(directory).close();
        print("open and close, s", seconds(opening));
    }

    private void searches(RunningQdrant qdrant, String when) {
        Filter tenant =
                Filter.newBuilder().addMust(matchKeyword("tenant", "t1")).build();
        report("query, one tenant of ten, " + when, 200, i -> query(qdrant, i, tenant));
        report("query, no filter, " + when, 200, i -> query(qdrant, i, Filter.getDefaultInstance()));
    }

    private void query(RunningQdrant qdrant, int number, Filter filter) {
        qdrant.points.query(QueryPoints.newBuilder()
                .setCollectionName(POINTS)
                .setUsing(DENSE)
                .setQuery(nearest(vectors.query(number)))
                .setFilter(filter)
                .setLimit(50)
                .build());
    }

    private static void scrollAll(RunningQdrant qdrant) {
        ScrollPoints.Builder request =
                ScrollPoints.newBuilder().setCollectionName(POINTS).setLimit(1_000);
        ScrollResponse page;
        do {
            page = qdrant.points.scroll(request.build());
            request.setOffset(page.getNextPageOffset());
        } while (page.hasNextPageOffset());
    }

    private static CollectionInfo info(RunningQdrant qdrant) {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult();
    }

    /** Merges leave the number of segments alone for a while. */
    private static void waitForMerges(RunningQdrant qdrant) {
        long start = System.nanoTime();
        long[] seen = {-1, System.nanoTime()};
        Eventually.until("the merges end", () -> {
            long segments = info(qdrant).getSegmentsCount();
            if (segments != seen[0]) {
                seen[0] = segments;
                seen[1] = System.nanoTime();
            }
            return seconds(seen[1]) > 10;
        });
        print("segments", info(qdrant).getSegmentsCount());
        print("vectors in graphs", info(qdrant).getIndexedVectorsCount());
        print("merged after, s", seconds(start) - 10);
    }

    private PointStruct chunk(int i) {
        return point(
                i,
                Map.of(
                        "tenant", value("t" + i % 10),
                        "knowledge_base_id", value("kb" + i % 3),
                        "document_id", value("d" + i / 20),
                        "version", value(1),
                        "uow_id", value("u" + i / 128),
                        "metadata", value(Map.of("page", value(i % 20), "lang", value("en")))),
                vectors.get(i));
    }

    private static void report(String what, int times, Step step) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            step.run(i);
            millis[i] = seconds(start) * 1_000;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT, "%-50s p50 %.2f ms, p99 %.2f ms%n", what, millis[times / 2], millis[times * 99 / 100]);
    }

    private static void print(String what, double value) {
        System.out.printf(Locale.ROOT, "%-50s %.1f%n", what, value);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private interface Step {
        void run(int i);
    }
}
