package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.disk.TestDisk;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings.Visibility;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.PointStruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static org.assertj.core.api.Assertions.assertThat;

/** An operation that is applied in groups, of which a closing server has applied the first. */
class CutShortTest {
    @Test
    void aPowerCutLeavesAllOfItOrNothing(@TempDir Path directory, @TempDir Path next) throws IOException {
        Gate gate = new Gate();
        TestDisk disk = new TestDisk(directory);
        try (RunningQdrant qdrant = start(disk, gate).withCollection(1, Distance.Dot)) {
            gate.letPass(1);
            qdrant.upsert(point(0, Map.of(), 1));
            gate.letPass(1);
            qdrant.acknowledge(LongStream.rangeClosed(1, 40)
                    .mapToObj(id -> point(id, Map.of(), 1))
                    .toArray(PointStruct[]::new));
            Eventually.until("a part is visible", () -> qdrant.count() == 33);
            // As if the power were cut before the log is forced.
            disk.failForces(file -> file.toString().endsWith(".log"));
        }
        try (RunningQdrant qdrant = start(disk.afterPowerCut(next, new SplittableRandom(1)), new Gate())) {
            assertThat(qdrant.count()).isEqualTo(1);
        }
    }

    @Test
    void theNextStartDoesTheRest(@TempDir Path directory) throws IOException {
        Gate gate = new Gate();
        TestDisk disk = new TestDisk(directory);
        try (RunningQdrant qdrant = start(disk, gate).withCollection(1, Distance.Dot)) {
            gate.letPass(1);
            qdrant.acknowledge(LongStream.rangeClosed(1, 40)
                    .mapToObj(id -> point(id, Map.of(), 1))
                    .toArray(PointStruct[]::new));
            Eventually.until("a part is visible", () -> qdrant.count() == 32);
        }
        try (RunningQdrant qdrant = start(disk, new Gate())) {
            assertThat(qdrant.count()).isEqualTo(40);
        }
    }

    private static RunningQdrant start(TestDisk disk, Gate gate) {
        return RunningQdrant.in(
                disk.path(),
                options -> options.withUpdates(
                        updates -> updates.withVisibility(Visibility.GROUPS).withHook(gate)));
    }
}
