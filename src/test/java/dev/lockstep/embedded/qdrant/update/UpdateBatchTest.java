package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.Eventually;
import dev.lockstep.embedded.qdrant.Gate;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.Writes;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.ClearPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePoints;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeleteVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.VectorsSelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.Writes.A;
import static dev.lockstep.embedded.qdrant.Writes.B;
import static dev.lockstep.embedded.qdrant.Writes.ids;
import static dev.lockstep.embedded.qdrant.Writes.where;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ShardKeySelectorFactory.shardKeySelector;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Qdrant runs one operation after the other: update_batch in src/tonic/api/update_common.rs. */
class UpdateBatchTest {
    @TempDir
    Path directory;

    private RunningQdrant qdrant;
    private Writes writes;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory);
        writes = Writes.create(qdrant, 2, Distance.Dot);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void everyKindOfOperationIsAppliedInOrderAndAnsweredByItself() {
        List<UpdateResult> results = writes.apply(everyKind());
        assertThat(results).extracting(UpdateResult::getStatus).containsOnly(UpdateStatus.Completed);
        assertThat(results)
                .extracting(UpdateResult::getOperationId)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertEveryKindWasApplied();
    }

    @Test
    void whoDoesNotWaitHasAllAcknowledgedAndAppliedInOrder() {
        List<UpdateResult> results = writes.log(everyKind());
        assertThat(results).extracting(UpdateResult::getStatus).containsOnly(UpdateStatus.Acknowledged);
        Eventually.until("the last operation is applied", () -> qdrant.count() == 4);
        assertEveryKindWasApplied();
    }

    @Test
    void whatIsInTheLogAloneIsAppliedAtTheNextStart() {
        qdrant.close();
        qdrant = RunningQdrant.in(directory, options -> options.withHook(new Gate()));
        writes = new Writes(qdrant);
        writes.log(everyKind());
        assertThat(qdrant.count()).isZero();
        for (int start = 0; start < 2; start++) {
            qdrant.close();
            qdrant = RunningQdrant.in(directory);
            writes = new Writes(qdrant);
            assertEveryKindWasApplied();
        }
    }

    @SuppressWarnings("deprecation")
    private static PointsUpdateOperation[] everyKind() {
        PointsUpdateOperation.Builder operation = PointsUpdateOperation.newBuilder();
        return new PointsUpdateOperation[] {
            upsert(1, 2, 3, 4, 5, 6),
            operation
                    .setSetPayload(SetPayload.newBuilder()
                            .setPointsSelector(ids(1, 4))
                            .putPayload("b", value(1))
                            .setKey("a"))
                    .build(),
            operation
                    .setOverwritePayload(OverwritePayload.newBuilder()
                            .setPointsSelector(ids(2))
                            .putPayload("c", value(1)))
                    .build(),
            operation
                    .setDeletePayload(DeletePayload.newBuilder()
                            .setPointsSelector(where(match("a.b", 1)))
                            .addKeys("n"))
                    .build(),
            operation
                    .setUpdateVectors(UpdateVectors.newBuilder()
                            .addPoints(Writes.vectors(1, Map.of(A, vector(1, 2), B, vector(3, 4)))))
                    .build(),
            operation
                    .setDeleteVectors(DeleteVectors.newBuilder()
                            .setPointsSelector(where(match("c", 1)))
                            .setVectors(VectorsSelector.newBuilder().addNames(B)))
                    .build(),
            operation.setDeleteDeprecated(ids(5)).build(),
            operation
                    .setClearPayload(ClearPayload.newBuilder().setPoints(ids(4)))
                    .build(),
            operation.setClearPayloadDeprecated(where(match("n", 6))).build(),
            operation
                    .setDeletePoints(DeletePoints.newBuilder().setPoints(where(match("n", 3))))
                    .build()
        };
    }

    private void assertEveryKindWasApplied() {
        assertThat(qdrant.count()).isEqualTo(4);
        assertThat(writes.payload(1)).isEqualTo(Map.of("a", value(Map.of("b", value(1)))));
        assertThat(writes.vectors(1).get(A).getDense().getDataList()).containsExactly(1f, 2f);
        assertThat(writes.vectors(1).get(B).getDense().getDataList()).containsExactly(3f, 4f);
        assertThat(writes.payload(2)).isEqualTo(Map.of("c", value(1)));
        assertThat(writes.vectors(2)).isEmpty();
        assertThat(writes.payload(4)).isEmpty();
        assertThat(writes.payload(6)).isEmpty();
        assertThat(writes.vectors(6)).containsOnlyKeys(B);
    }

    @Test
    void whatFailsEndsTheBatchAndWhatWasBeforeItStays() {
        PointsUpdateOperation missing = PointsUpdateOperation.newBuilder()
                .setClearPayload(ClearPayload.newBuilder().setPoints(ids(77)))
                .build();
        assertThatThrownBy(() -> writes.apply(upsert(1), missing, upsert(2)))
                .hasMessage("NOT_FOUND: Not found: No point with id 77 found");
        assertThat(writes.has(1)).isTrue();
        assertThat(writes.has(2)).isFalse();

        assertThatThrownBy(() -> writes.apply(upsert(3), PointsUpdateOperation.getDefaultInstance(), upsert(4)))
                .hasMessageStartingWith("INVALID_ARGUMENT")
                .hasMessageContaining("Operation is missing");
        assertThat(writes.has(3)).isTrue();
        assertThat(writes.has(4)).isFalse();
    }

    @Test
    void anEmptyBatchAndShardKeysAreRefused() {
        assertThatThrownBy(writes::apply).hasMessageStartingWith("INVALID_ARGUMENT");
        PointsUpdateOperation sharded = PointsUpdateOperation.newBuilder()
                .setUpsert(upsert(1).getUpsert().toBuilder().setShardKeySelector(shardKeySelector("a")))
                .build();
        assertThatThrownBy(() -> writes.apply(sharded))
                .hasMessage("UNIMPLEMENTED: A shard key is not implemented by the embedded Qdrant");
        assertThat(qdrant.count()).isZero();
    }

    @Test
    void eachOperationWaitsForItselfAndNoLongerThanTold() {
        qdrant.close();
        Gate gate = new Gate();
        qdrant = RunningQdrant.in(directory, options -> options.withHook(gate));
        var results = qdrant.points
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .updateBatch(Writes.batch(upsert(1), upsert(2))
                        .setWait(true)
                        .setTimeout(0)
                        .build())
                .getResultList();
        assertThat(results).extracting(UpdateResult::getStatus).containsOnly(UpdateStatus.WaitTimeout);
        gate.open();
        Eventually.until("both are applied", () -> qdrant.count() == 2);
    }

    private static PointsUpdateOperation upsert(long... numbers) {
        PointStructList.Builder upsert = PointStructList.newBuilder();
        for (long number : numbers) {
            upsert.addPoints(Writes.point(number, Map.of("n", value(number)), Map.of(B, vector(1, number))));
        }
        return PointsUpdateOperation.newBuilder().setUpsert(upsert).build();
    }
}
