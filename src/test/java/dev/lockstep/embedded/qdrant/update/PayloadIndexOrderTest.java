package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.Eventually;
import dev.lockstep.embedded.qdrant.Gate;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.disk.TestDisk;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.matchText;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without an index a text matches what it contains, letter by letter; with one, what has its words. Qdrant logs the creation of
 * an index among the operations: FieldIndexOperation in lib/shard/src/operations/mod.rs.
 */
class PayloadIndexOrderTest {
    @TempDir
    Path directory;

    private final Gate gate = new Gate();
    private TestDisk disk;
    private RunningQdrant qdrant;

    @BeforeEach
    void start() throws IOException {
        disk = new TestDisk(directory);
        qdrant =
                RunningQdrant.in(disk.path(), options -> options.withHook(gate)).withCollection(1, Distance.Dot);
    }

    @AfterEach
    void stop() {
        gate.open();
        qdrant.close();
    }

    @Test
    void aDeletionAcknowledgedBeforeAnIndexDeletesWhatItMeantThen() {
        gate.letPass(1);
        qdrant.upsert(point(1, Map.of("text", value("a harbour")), 1));
        qdrant.acknowledge(point(2, Map.of("text", value("held, and the deletion waits")), 1));
        delete("harb", false);
        ask();
        gate.open();
        make();
        assertThat(qdrant.count()).isEqualTo(1);
    }

    @Test
    void anIndexThatTakesLongerThanTheCallerWaitsIsMade() {
        qdrant.acknowledge(point(1, Map.of(), 1));
        ask();
        assertThat(hasIndex()).isFalse();
        gate.open();
        Eventually.until("the index is made", this::hasIndex);
    }

    @Test
    void aDeletionFromBeforeAnIndexIsNotReplayedWithIt(@TempDir Path next) throws IOException {
        gate.open();
        qdrant.upsert(point(1, Map.of("text", value("a harbour at night")), 1));
        delete("night harbour", true);
        assertThat(qdrant.count()).isEqualTo(1);
        make();
        kill(next);
        assertThat(hasIndex()).isTrue();
        assertThat(qdrant.count()).isEqualTo(1);
        delete("night harbour", true);
        assertThat(qdrant.count()).as("it is one with the index").isZero();
    }

    @Test
    void aDeletionWithAnIndexIsNotReplayedWithout(@TempDir Path next) throws IOException {
        gate.open();
        make();
        qdrant.upsert(point(1, Map.of("text", value("a harbour")), 1));
        delete("harb", true);
        assertThat(qdrant.count()).isEqualTo(1);
        var ignored = qdrant.points.deleteFieldIndex(DeleteFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName("text")
                .build());
        kill(next);
        assertThat(hasIndex()).isFalse();
        assertThat(qdrant.count()).isEqualTo(1);
    }

    private void kill(Path next) throws IOException {
        TestDisk left = disk.afterKill(next);
        qdrant.close();
        disk = left;
        qdrant = RunningQdrant.in(disk.path());
    }

    private void delete(String text, boolean wait) {
        var ignored = qdrant.points.delete(DeletePoints.newBuilder()
                .setCollectionName(POINTS)
                .setPoints(PointsSelector.newBuilder()
                        .setFilter(Filter.newBuilder().addMust(matchText("text", text))))
                .setWait(wait)
                .build());
    }

    /** For an index, without waiting until it is made. */
    private void ask() {
        assertThat(qdrant.points
                        .createFieldIndex(index().toBuilder().setTimeout(0).build())
                        .getResult()
                        .getStatus())
                .isEqualTo(UpdateStatus.WaitTimeout);
    }

    private void make() {
        assertThat(qdrant.points.createFieldIndex(index()).getResult().getStatus())
                .isEqualTo(UpdateStatus.Completed);
    }

    private static CreateFieldIndexCollection index() {
        return CreateFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName("text")
                .setFieldType(FieldType.FieldTypeText)
                .setWait(true)
                .build();
    }

    private boolean hasIndex() {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult()
                .containsPayloadSchema("text");
    }
}
