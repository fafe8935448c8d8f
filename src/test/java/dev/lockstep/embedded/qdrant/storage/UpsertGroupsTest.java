package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.Eventually;
import dev.lockstep.embedded.qdrant.Gate;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings.Visibility;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/** Groups of 32 as in lib/shard/src/update/points/upsert.rs. */
class UpsertGroupsTest {
    private final Gate gate = new Gate();
    private Path directory;
    private RunningQdrant qdrant;

    @BeforeEach
    void start(@TempDir Path temporary) {
        directory = temporary;
        qdrant = start(Visibility.GROUPS).withCollection(1, Distance.Dot);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void anUpsertBecomesVisibleInGroupsAndIsCompletedAfterTheLast() {
        CompletableFuture<UpdateResult> answer =
                CompletableFuture.supplyAsync(() -> qdrant.upsert(points(1, 70).toArray(PointStruct[]::new)));
        for (long visible : List.of(32L, 64L)) {
            gate.letPass(1);
            Eventually.until(visible + " points", () -> qdrant.count() == visible);
            assertThat(answer).isNotDone();
        }
        gate.letPass(1);
        assertThat(answer.join().getStatus()).isEqualTo(UpdateStatus.Completed);
        assertThat(qdrant.count()).isEqualTo(70);
    }

    @Test
    void ofAPointThatIsTwiceInAnUpsertTheLastIsSeenAlone() {
        gate.letPass(2);
        qdrant.upsert(Stream.concat(points(1, 40), points(2, 1)).toArray(PointStruct[]::new));
        assertThat(qdrant.count()).isEqualTo(40);
        assertThat(qdrant.count(match("version", 2))).isEqualTo(1);
    }

    @Test
    void anUpsertThatWasSeenInPartsIsWholeAfterARestart() {
        qdrant.acknowledge(points(1, 70).toArray(PointStruct[]::new));
        gate.letPass(1);
        Eventually.until("32 points", () -> qdrant.count() == 32);
        qdrant.close();
        qdrant = start(Visibility.GROUPS);
        assertThat(qdrant.count()).isEqualTo(70);
    }

    @Test
    void anUpsertIsSeenWholeUnlessGroupsAreAskedFor() {
        qdrant.close();
        qdrant = start(Visibility.WHOLE);
        gate.letPass(1);
        qdrant.upsert(points(1, 70).toArray(PointStruct[]::new));
        assertThat(gate.passed()).hasSize(1);
    }

    private RunningQdrant start(Visibility visibility) {
        return RunningQdrant.in(directory, options -> options.withHook(gate)
                .withUpdates(updates -> updates.withVisibility(visibility)));
    }

    private static Stream<PointStruct> points(int version, int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> point(number, Map.of("version", value(version)), number));
    }
}
