package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.DENSE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.PLAIN;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.points;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.where;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;

@Row("Points, writing")
class WritesContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    @Test
    void anUpsertReplacesTheWholePoint() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        points.upsert(point(
                id(1), Map.of("a", value(1)), Map.of(DENSE, vector(1, 2), PLAIN, vector(List.of(1f), List.of(7)))));
        points.upsert(point(1, Map.of("b", value(2)), 3, 4));
        var stored = points.get(1);
        assertThat(stored.getPayloadMap()).containsOnlyKeys("b");
        assertThat(stored.getVectors().getVectors().getVectorsMap()).containsOnlyKeys(DENSE);
        assertThat(points.count()).isEqualTo(1);
    }

    @Test
    void aWriteThatDoesNotWaitIsAcknowledgedAndSeenLater() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        var result = QDRANT.points()
                .upsert(points.upsertOf(point(1, Map.of(), 1, 2)).clearWait().build())
                .getResult();
        assertThat(result.getStatus()).isEqualTo(UpdateStatus.Acknowledged);
        for (int i = 0; points.count() == 0; i++) {
            assertThat(i).as("patience").isLessThan(3_000);
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void anyOrderingIsTaken() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        for (WriteOrderingType type :
                List.of(WriteOrderingType.Weak, WriteOrderingType.Medium, WriteOrderingType.Strong)) {
            var unused = QDRANT.points()
                    .upsert(points.upsertOf(point(1 + type.getNumber(), Map.of(), 1, 2))
                            .setOrdering(WriteOrdering.newBuilder().setType(type))
                            .build());
        }
        assertThat(points.count()).isEqualTo(3);
    }

    @Test
    void insertOnlyLeavesWhatIsThere() {
        TestCollection points = changeable();
        var unused = QDRANT.points()
                .upsert(points.upsertOf(changed(1), changed(2))
                        .setUpdateMode(UpdateMode.InsertOnly)
                        .build());
        assertThat(state(points, 1)).isEqualTo("old");
        assertThat(state(points, 2)).isEqualTo("new");
    }

    @Test
    void updateOnlyAddsNothing() {
        TestCollection points = changeable();
        var unused = QDRANT.points()
                .upsert(points.upsertOf(changed(1), changed(2))
                        .setUpdateMode(UpdateMode.UpdateOnly)
                        .build());
        assertThat(state(points, 1)).isEqualTo("new");
        assertThat(points.count()).isEqualTo(1);
    }

    /** As in Qdrant's tests/openapi/test_conditional_update.py: what is not there is inserted. */
    @Test
    void aConditionalUpsertChangesOnlyWhatMatches() {
        TestCollection points = changeable();
        points.upsert(point(3, Map.of("state", value("other")), 1, 1));
        var unused = QDRANT.points()
                .upsert(points.upsertOf(changed(1), changed(2), changed(3))
                        .setUpdateFilter(TestCollection.filter(ConditionFactory.matchKeyword("state", "old")))
                        .build());
        assertThat(state(points, 1)).isEqualTo("new");
        assertThat(state(points, 2)).isEqualTo("new");
        assertThat(state(points, 3)).isEqualTo("other");
    }

    @Test
    void pointsAreDeletedById() {
        TestCollection points = changeable();
        points.upsert(changed(2), changed(3));
        delete(points, points(2, 99));
        assertThat(points.matching()).containsExactly(1L, 3L);
    }

    @Test
    void pointsAreDeletedByFilter() {
        TestCollection points = changeable();
        points.upsert(changed(2), changed(3));
        delete(points, where(ConditionFactory.matchKeyword("state", "new")));
        assertThat(points.matching()).containsExactly(1L);
    }

    @Test
    void aBatchIsDoneInItsOrder() {
        TestCollection points = changeable();
        var results = QDRANT.points()
                .updateBatch(UpdateBatchPoints.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .addOperations(upserting(changed(1)))
                        .addOperations(PointsUpdateOperation.newBuilder()
                                .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder()
                                        .setPoints(points(1))))
                        .addOperations(upserting(changed(2)))
                        .addOperations(PointsUpdateOperation.newBuilder()
                                .setSetPayload(PointsUpdateOperation.SetPayload.newBuilder()
                                        .putPayload("more", value(1))
                                        .setPointsSelector(points(2))))
                        .build())
                .getResultList();
        assertThat(results).hasSize(4).allSatisfy(result -> assertThat(result.getStatus())
                .isEqualTo(UpdateStatus.Completed));
        assertThat(points.matching()).containsExactly(2L);
        assertThat(points.get(2).getPayloadMap()).containsOnlyKeys("state", "more");
    }

    @Test
    void idsAreNumbersOrUuids() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        UUID uuid = UUID.fromString("98a9a4b1-4ef2-46fb-8315-a97d874fe1d7");
        points.upsert(point(id(uuid), Map.of(), Map.of(DENSE, vector(1, 2))));
        assertThat(points.matching(ConditionFactory.hasId(id(uuid)))).hasSize(1);
        PointStruct none = point(1, Map.of(), 1, 2).toBuilder()
                .setId(io.qdrant.client.grpc.Common.PointId.newBuilder().setUuid("no-uuid"))
                .build();
        Refused.as(Code.INVALID_ARGUMENT, () -> QDRANT.points()
                .upsert(points.upsertOf(none).build()));
    }

    @Test
    void aWrongVectorIsRefusedAndNothingIsWritten() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        Refused.as(Code.INVALID_ARGUMENT, "expected dim: 2, got 3", () -> QDRANT.points()
                .upsert(points.upsertOf(point(1, Map.of(), 1, 2, 3)).build()));
        PointStruct unknown = point(id(1), Map.of(), Map.of("unknown", vector(1, 2)));
        Refused.as(Code.INVALID_ARGUMENT, "unknown", () -> QDRANT.points()
                .upsert(points.upsertOf(unknown).build()));
        assertThat(points.count()).isZero();
    }

    @Test
    void writingToAMissingCollectionIsRefused() {
        TestCollection nowhere = new TestCollection(QDRANT, "contract-nowhere");
        Refused.as(Code.NOT_FOUND, "Collection `contract-nowhere` doesn't exist", () -> QDRANT.points()
                .upsert(nowhere.upsertOf(changed(1)).build()));
    }

    private static TestCollection changeable() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        points.upsert(point(1, Map.of("state", value("old")), 1, 1));
        return points;
    }

    private static PointStruct changed(long number) {
        return point(number, Map.of("state", value("new")), 2, 2);
    }

    private static String state(TestCollection points, long number) {
        return points.get(number).getPayloadMap().get("state").getStringValue();
    }

    private static PointsUpdateOperation upserting(PointStruct point) {
        return PointsUpdateOperation.newBuilder()
                .setUpsert(PointsUpdateOperation.PointStructList.newBuilder().addPoints(point))
                .build();
    }

    private static void delete(TestCollection points, PointsSelector selector) {
        var result = QDRANT.points()
                .delete(DeletePoints.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .setPoints(selector)
                        .build())
                .getResult();
        assertThat(result.getStatus()).isEqualTo(UpdateStatus.Completed);
    }
}
