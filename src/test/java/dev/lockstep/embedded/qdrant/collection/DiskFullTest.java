package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.Eventually;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.disk.TestDisk;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import dev.lockstep.embedded.qdrant.storage.WriteAcknowledgement;
import dev.lockstep.embedded.qdrant.update.Operations;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The class and the beginning of the errors are those of lib/collection/src/shards/local_shard/shard_ops.rs. */
class DiskFullTest {
    private static final String FULL = "INTERNAL: Service internal error: No space left on device: ";

    private TestDisk disk;
    private RunningQdrant qdrant;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        disk = new TestDisk(directory);
        start(updates -> updates.withReserveBytes(0));
        qdrant.withCollection(2, Distance.Dot).upsert(point(1, Map.of(), 1, 0));
    }

    @AfterEach
    void stop() {
        disk.isFreed();
        qdrant.close();
    }

    @Test
    void anOperationThatCannotBeLoggedIsRefusedAndTheNextThatFitsIsTaken() {
        disk.leave(30);
        assertThatThrownBy(() -> qdrant.acknowledge(point(2, Map.of(), 1, 0))).hasMessageStartingWith(FULL);
        assertThatThrownBy(() -> qdrant.upsert(point(3, Map.of(), 1, 0))).hasMessageStartingWith(FULL);
        assertThat(qdrant.count()).isEqualTo(1);
        assertThat(info().getStatus()).isEqualTo(CollectionStatus.Green);

        disk.isFreed();
        assertThat(qdrant.upsert(point(4, Map.of(), 1, 0)).getStatus()).isEqualTo(UpdateStatus.Completed);
        restart();
        assertThat(qdrant.count()).isEqualTo(2);
    }

    @Test
    void anIndexThatCannotBeWrittenIsReadOnAndWrittenAgainWhenThereIsRoom() {
        disk.leave(12 << 20);
        assertThatThrownBy(() -> qdrant.upsert(large(2)))
                .hasMessageStartingWith(FULL)
                .hasMessageContaining("the operation is logged and will be applied when");
        assertThat(disk.refused()).isPositive();
        assertThat(qdrant.count()).isEqualTo(1);
        assertThatThrownBy(() -> qdrant.acknowledge(point(3, Map.of(), 1, 0))).hasMessageStartingWith(FULL);
        assertThat(info().getStatus()).isEqualTo(CollectionStatus.Red);
        assertThat(info().getOptimizerStatus().getError()).startsWith(FULL);

        disk.isFreed();
        Eventually.until("the index is written again", () -> info().getStatus() == CollectionStatus.Green);
        assertThat(qdrant.count()).isEqualTo(2);
        qdrant.upsert(point(3, Map.of(), 1, 0));
        restart();
        assertThat(qdrant.count()).isEqualTo(3);
    }

    @Test
    void whoIsToldOfAnIndexThatCannotBeWrittenFindsTheCollectionInTrouble() throws Exception {
        try (CollectionRegistry registry =
                CollectionRegistry.open(disk.path().resolve("another"), UpdateSettings.DEFAULT.withReserveBytes(0))) {
            registry.create(creation(POINTS, 2, Distance.Dot));
            PointCollection collection = registry.get(POINTS);
            disk.leave(12 << 20);
            // On the thread that tells it, before it does anything else.
            assertThat(collection
                            .update(
                                    Operations.of(
                                            RunningQdrant.upsertOf(large(2)).build()),
                                    new WriteAcknowledgement.Applied(WriteAcknowledgement.FOREVER))
                            .handle((result, failure) -> collection.trouble().isPresent())
                            .get())
                    .isTrue();
        }
    }

    @Test
    void whatAnIndexCouldNotTakeIsThereAfterARestart() {
        disk.leave(12 << 20);
        assertThatThrownBy(() -> qdrant.upsert(large(2))).hasMessageStartingWith(FULL);
        qdrant.close();
        disk.isFreed();
        start(updates -> updates);
        assertThat(qdrant.count()).isEqualTo(2);
    }

    @Test
    void aCommitThatFindsTheDiskFullLosesNothing() {
        restart(updates -> updates.withReserveBytes(0).withLogBytes(2_000));
        qdrant.upsert(point(2, Map.of(), 1, 0));
        disk.leave(2_500);
        assertThat(qdrant.acknowledge(point(3, Map.of("text", value("x".repeat(2_000))), 1, 0))
                        .getStatus())
                .isEqualTo(UpdateStatus.Acknowledged);
        Eventually.until("the commit failed", () -> info().getStatus() == CollectionStatus.Red);
        disk.isFreed();
        Eventually.until("the commit was made", () -> info().getStatus() == CollectionStatus.Green);
        assertThat(qdrant.count()).isEqualTo(3);
        restart();
        assertThat(qdrant.count()).isEqualTo(3);
    }

    @Test
    void aLogThatCannotBeForcedIsReplacedByACommitOfTheIndex() {
        disk.failForces(file -> true);
        assertThatThrownBy(() -> qdrant.upsert(point(2, Map.of(), 1, 0))).hasMessageStartingWith(FULL);
        disk.isFreed();
        Eventually.until("the index is committed", () -> info().getStatus() == CollectionStatus.Green);
        qdrant.upsert(point(3, Map.of(), 1, 0));
        restart();
        assertThat(qdrant.count()).isEqualTo(3);
    }

    @Test
    void withoutAFlushIntervalNothingIsAcknowledgedThatWasNotForced() {
        restart(updates -> updates.withReserveBytes(0).withFlushInterval(Duration.ZERO));
        qdrant.acknowledge(point(2, Map.of(), 1, 0));
        disk.failForces(file -> true);
        assertThatThrownBy(() -> qdrant.acknowledge(point(3, Map.of(), 1, 0))).hasMessageStartingWith(FULL);
    }

    @Test
    void someRoomIsLeftToTheIndex() {
        restart(updates -> updates.withReserveBytes(1 << 20));
        disk.leave(1_000_000);
        assertThatThrownBy(() -> qdrant.acknowledge(point(2, Map.of(), 1, 0)))
                .hasMessage(FULL + "less than 1 MiB are left, which the embedded Qdrant keeps free for its index");
        disk.leave(2_000_000);
        qdrant.upsert(point(2, Map.of(), 1, 0));
        assertThat(qdrant.count()).isEqualTo(2);
    }

    @Test
    void collectionsAndPayloadIndexesThatCannotBeWrittenAreNotThere() {
        disk.leave(0);
        assertThatThrownBy(() -> qdrant.collections.create(creation("other", 2, Distance.Dot)))
                .hasMessageStartingWith(FULL);
        assertThatThrownBy(this::indexKind).hasMessageStartingWith(FULL);
        disk.leave(20);
        assertThatThrownBy(() -> qdrant.collections.create(creation("other", 2, Distance.Dot)))
                .hasMessageStartingWith(FULL);
        assertThat(info().getPayloadSchemaMap()).isEmpty();

        disk.isFreed();
        Eventually.until("the index is written again", () -> info().getStatus() == CollectionStatus.Green);
        assertThat(indexKind().getResult().getStatus()).isEqualTo(UpdateStatus.Completed);
        assertThat(qdrant.collections.create(creation("other", 2, Distance.Dot)).getResult())
                .isTrue();
        restart();
        assertThat(info().getPayloadSchemaMap()).containsOnlyKeys("kind");
    }

    private PointsOperationResponse indexKind() {
        return qdrant.points.createFieldIndex(CreateFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName("kind")
                .setFieldType(FieldType.FieldTypeKeyword)
                .setWait(true)
                .build());
    }

    /** Larger than the segments that stay in memory. */
    private static PointStruct large(long number) {
        return point(number, Map.of("text", value("x".repeat(10 << 20))), 1, 0);
    }

    private CollectionInfo info() {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult();
    }

    private void start(UnaryOperator<UpdateSettings> change) {
        qdrant = RunningQdrant.in(disk.path(), options -> options.withUpdates(change));
    }

    private void restart() {
        restart(updates -> updates.withReserveBytes(0));
    }

    private void restart(UnaryOperator<UpdateSettings> change) {
        qdrant.close();
        start(change);
    }
}
