package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.Eventually;
import dev.lockstep.embedded.qdrant.Gate;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteAcknowledgementTest {
    @TempDir
    Path directory;

    private final Gate gate = new Gate();
    private RunningQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory, options -> options.withHook(gate)).withCollection(1, Distance.Dot);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void whatIsAcknowledgedIsVisibleWhenItIsAppliedAndNotBefore() {
        UpdateResult result = qdrant.acknowledge(point(1, Map.of(), 1));
        assertThat(result.getStatus()).isEqualTo(UpdateStatus.Acknowledged);
        assertThat(qdrant.count()).isZero();

        gate.letPass(1);
        Eventually.until("the point is visible", () -> qdrant.count() == 1);
    }

    @Test
    void operationsAreAppliedOneByOneInTheOrderTheyCame() {
        for (int version = 1; version <= 3; version++) {
            assertThat(qdrant.acknowledge(versioned(version)).getOperationId()).isEqualTo(version);
        }
        for (int version = 1; version <= 3; version++) {
            gate.letPass(1);
            int current = version;
            Eventually.until("version " + version, () -> qdrant.count(match("version", current)) == 1);
        }
        assertThat(gate.passed()).hasSize(3);
    }

    @Test
    void aDeletionOvertakesNoUpsert() {
        qdrant.acknowledge(versioned(1));
        assertThat(deleteOne().getStatus()).isEqualTo(UpdateStatus.Acknowledged);
        qdrant.acknowledge(point(2, Map.of(), 1));
        gate.open();
        Eventually.until("the last operation is applied", () -> qdrant.count(hasId(id(2))) == 1);
        assertThat(qdrant.count()).isEqualTo(1);
    }

    @Test
    void whoDoesNotWaitLongEnoughIsToldSoAndTheOperationStaysQueued() {
        UpdateResult result = qdrant.points
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .upsert(RunningQdrant.upsertOf(point(1, Map.of(), 1))
                        .setWait(true)
                        .setTimeout(1)
                        .build())
                .getResult();
        assertThat(result.getStatus()).isEqualTo(UpdateStatus.WaitTimeout);
        assertThat(qdrant.count()).isZero();

        gate.letPass(1);
        Eventually.until("the point is visible", () -> qdrant.count() == 1);
    }

    @Test
    void whatWasHeldWhenTheServerClosedIsAppliedAtTheNextStart() {
        qdrant.acknowledge(point(1, Map.of(), 1), point(2, Map.of(), 1));
        qdrant.acknowledge(point(3, Map.of(), 1));
        qdrant.close();
        qdrant = RunningQdrant.in(directory);
        assertThat(qdrant.count()).isEqualTo(3);
    }

    @Test
    void aFailureToApplyStopsUpdatesLoudlyAndTheNextStartAppliesThem() {
        qdrant.close();
        AtomicBoolean broken = new AtomicBoolean(true);
        qdrant = RunningQdrant.in(
                directory,
                options -> options.withHook((collection, operation) -> {
                    if (broken.get()) {
                        throw new IllegalStateException("broken by a test");
                    }
                }));
        assertThatThrownBy(() -> qdrant.upsert(point(1, Map.of(), 1)))
                .hasMessageStartingWith("INTERNAL")
                .hasMessageContaining("broken by a test");
        assertThatThrownBy(() -> qdrant.acknowledge(point(2, Map.of(), 1))).hasMessageStartingWith("INTERNAL");
        assertThat(qdrant.count()).isZero();

        qdrant.close();
        qdrant = RunningQdrant.in(directory);
        assertThat(qdrant.count()).isEqualTo(1);
    }

    private static PointStruct versioned(int version) {
        return point(1, Map.of("version", value(version)), 1);
    }

    private UpdateResult deleteOne() {
        return qdrant.points
                .delete(DeletePoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setPoints(PointsSelector.newBuilder()
                                .setPoints(PointsIdsList.newBuilder().addIds(id(1))))
                        .build())
                .getResult();
    }
}
