package dev.lockstep.embedded.qdrant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What queries and writers feel of each other and of merging: points come as fast as they are taken, then a trickle while the
 * large merges end, with a query each 5 ms all the time.
 */
@Tag("bench")
class IngestionBench {
    private static final int POINT_COUNT = Integer.getInteger("bench.points", 100_000);
    private static final int BATCH = 100;
    private static final int TRICKLE = 2_000;
    private static final long PAUSE_NANOS = 5_000_000;

    private final ClusteredVectors vectors = new ClusteredVectors(POINT_COUNT, 384, 3);
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase("warming up"));

    @Test
    void sustainedIngestion(@TempDir Path directory) throws InterruptedException {
        MeasuredServer.printLoad();
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(384, Distance.Cosine)) {
            MeasuredServer server = new MeasuredServer(qdrant, directory, vectors);
            List<UpsertPoints> batches = IntStream.range(0, POINT_COUNT / BATCH)
                    .mapToObj(i -> server.batch(i * BATCH, (i + 1) * BATCH))
                    .toList();
            Thread queries = new Thread(() -> query(server), "queries");
            queries.start();
            for (UpsertPoints batch : batches.subList(0, 50)) {
                qdrant.points.upsert(batch);
            }
            Phase ingestion = enter("acknowledged as fast as taken");
            long start = System.nanoTime();
            for (UpsertPoints batch : batches) {
                UpsertPoints hurried = batch.toBuilder().setWait(false).build();
                ingestion.writes.add(Latencies.millis(0, i -> acknowledge(qdrant, hurried)));
            }
            double acknowledged = (System.nanoTime() - start) / 1e9;
            while (qdrant.count() < POINT_COUNT) {
                LockSupport.parkNanos(1_000_000);
            }
            double visible = (System.nanoTime() - start) / 1e9;
            Phase trickle = enter("a batch of 10 each 50 ms while merging");
            for (int i = 0; i < TRICKLE && (i < 100 || MeasuredServer.isMerging()); i++) {
                int from = i % 1_000 * 10;
                trickle.writes.add(Latencies.millis(i, n -> qdrant.points.upsert(server.batch(from, from + 10))));
                LockSupport.parkNanos(50_000_000);
            }
            double settled = server.settle(start);
            Phase calm = enter("settled");
            LockSupport.parkNanos(3_000_000_000L);
            enter("end");
            queries.join();
            System.out.printf(
                    Locale.ROOT,
                    "%,d points: acknowledged %,.0f/s, visible %,.0f/s, last one %.2f s later; merged after %.1f s%n",
                    POINT_COUNT,
                    POINT_COUNT / acknowledged,
                    POINT_COUNT / visible,
                    visible - acknowledged,
                    settled);
            List.of(ingestion, trickle, calm).forEach(Phase::print);
            server.printSizes();
            MeasuredServer.printLoad();
        }
    }

    private static void acknowledge(RunningQdrant qdrant, UpsertPoints batch) {
        while (true) {
            try {
                qdrant.points.upsert(batch);
                return;
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.RESOURCE_EXHAUSTED) {
                    throw e;
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private void query(MeasuredServer server) {
        for (int i = 0; !phase.get().name.equals("end"); i++) {
            Phase now = phase.get();
            now.queries.add(Latencies.millis(i, n -> {
                var ignored = server.query(n, Filter.getDefaultInstance(), SearchParams.getDefaultInstance());
            }));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @CanIgnoreReturnValue
    private Phase enter(String name) {
        Phase next = new Phase(name);
        phase.set(next);
        return next;
    }

    private static final class Phase {
        final String name;
        final List<Double> queries = new ArrayList<>();
        final List<Double> writes = new ArrayList<>();

        Phase(String name) {
            this.name = name;
        }

        void print() {
            System.out.printf(Locale.ROOT, "%-40s queries %s%n", name, latencies(queries));
            if (!writes.isEmpty()) {
                System.out.printf(Locale.ROOT, "%-40s writes  %s%n", name, latencies(writes));
            }
        }

        private static Latencies latencies(List<Double> millis) {
            return Latencies.ofMillis(
                    millis.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
