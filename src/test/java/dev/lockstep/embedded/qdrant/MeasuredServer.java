package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;

/** What the benches do to a server: points with a payload to filter by, queries for ten, and figures about it. */
record MeasuredServer(RunningQdrant qdrant, Path directory, ClusteredVectors vectors) {
    static final int LIMIT = 10;
    private static final Duration CALM = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** {@code share} is evenly spread from 0 to 999; {@code cluster} is where the point is. */
    UpsertPoints batch(int from, int to) {
        return upsertOf(IntStream.range(from, to).mapToObj(this::chunk).toArray(PointStruct[]::new))
                .setWait(true)
                .build();
    }

    private PointStruct chunk(int i) {
        return point(
                i,
                Map.of(
                        "share", value((int) (i * 0x9E3779B1L >>> 7 & 0xFFFFFF) % 1_000),
                        "cluster", value(vectors.cluster(i)),
                        "document_id", value("d" + i / 20)),
                vectors.get(i));
    }

    List<ScoredPoint> query(int number, Filter filter, SearchParams params) {
        return qdrant.points
                .query(QueryPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setUsing(DENSE)
                        .setQuery(nearest(vectors.query(number)))
                        .setFilter(filter)
                        .setParams(params)
                        .setLimit(LIMIT)
                        .build())
                .getResultList();
    }

    CollectionInfo info() {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult();
    }

    /** Waits until nothing has worked in the background for a while. Seconds from {@code start} until then. */
    double settle(long start) {
        long calmSince = System.nanoTime();
        long segments = -1;
        while (System.nanoTime() - calmSince < CALM.toNanos()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("still merging after " + PATIENCE);
            }
            long now = info().getSegmentsCount();
            if (now != segments || isMerging()) {
                segments = now;
                calmSince = System.nanoTime();
            }
            LockSupport.parkNanos(50_000_000);
        }
        return (calmSince - start) / 1e9;
    }

    static boolean isMerging() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains("Merge Thread"));
    }

    void printSizes() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        CollectionInfo info = info();
        System.out.printf(
                Locale.ROOT,
                "%,d points, %d segments, %,d vectors in graphs; disk %.1f MB; heap after collection %.1f MB, "
                        + "of which the bench's vectors %.1f MB%n",
                info.getPointsCount(),
                info.getSegmentsCount(),
                info.getIndexedVectorsCount(),
                megabytes(disk()),
                megabytes(heap),
                megabytes(4L * vectors.size() * vectors.get(0).length));
    }

    private long disk() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }

    static void printLoad() {
        System.out.printf(
                Locale.ROOT,
                "Java %s, Vector API %s, load average %.2f%n",
                Runtime.version().feature(),
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? "there" : "absent",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
