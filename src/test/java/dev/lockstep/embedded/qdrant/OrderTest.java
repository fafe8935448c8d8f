package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.UpdateResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;
import static org.assertj.core.api.Assertions.assertThat;

class OrderTest {
    private static final int WRITERS = 8;
    private static final int WRITES = 100;
    private static final int IDS = 5;

    /** All overwrite the same points, in operations numbered by the server: each point ends with its highest number. */
    @Test
    void operationsOfManyWritersAreAppliedInTheOrderOfTheirNumbers(@TempDir Path directory) throws Exception {
        Map<Long, Map<Long, String>> byNumber = new ConcurrentHashMap<>();
        Map<Long, String> expected = new ConcurrentHashMap<>();
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(1, Distance.Dot)) {
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Callable<Void>> work = IntStream.range(0, WRITERS)
                        .<Callable<Void>>mapToObj(writer -> () -> write(qdrant, writer, byNumber))
                        .toList();
                for (Future<Void> done : writers.invokeAll(work)) {
                    done.get();
                }
            } finally {
                writers.shutdownNow();
            }
            assertThat(byNumber).as("each operation has a number of its own").hasSize(WRITERS * WRITES);
            byNumber.keySet().stream().sorted().forEach(number -> expected.putAll(byNumber.get(number)));
            qdrant.upsert(point(IDS, Map.of("by", value("the last")), 1));
            expected.put((long) IDS, "the last");
            assertThat(found(qdrant)).isEqualTo(expected);
        }
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(found(qdrant)).isEqualTo(expected);
        }
    }

    private static Void write(RunningQdrant qdrant, int writer, Map<Long, Map<Long, String>> byNumber) {
        long before = 0;
        for (int write = 0; write < WRITES; write++) {
            long id = (writer + write) % IDS;
            String by = writer + "/" + write;
            PointStruct point = point(id, Map.of("by", value(by)), 1);
            UpdateResult result = write % 7 == 0 ? qdrant.upsert(point) : qdrant.acknowledge(point);
            assertThat(result.getOperationId()).as("after the one before it").isGreaterThan(before);
            before = result.getOperationId();
            byNumber.put(before, Map.of(id, by));
        }
        return null;
    }

    private static Map<Long, String> found(RunningQdrant qdrant) {
        Map<Long, String> found = new ConcurrentHashMap<>();
        qdrant.points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(RunningQdrant.POINTS)
                        .setLimit(100)
                        .setWithPayload(enable(true))
                        .build())
                .getResultList()
                .forEach(point -> found.put(
                        point.getId().getNum(), point.getPayloadMap().get("by").getStringValue()));
        return found;
    }
}
