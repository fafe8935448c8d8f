package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorsSelector;
import java.util.List;
import java.util.Map;
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
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;

/** Payloads and vectors of points that are there. As in Qdrant's lib/shard/src/update and tests/openapi/test_payload_operations.py. */
@Row("Points, writing")
class ChangesContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    @Test
    void setPayloadKeepsOtherKeys() {
        TestCollection points = written();
        completed(QDRANT.points().setPayload(payload(points, points(1)).build()));
        assertThat(points.get(1).getPayloadMap())
                .isEqualTo(Map.of("kind", value("new"), "size", value(1), "deep", deep()));
        assertThat(points.get(2).getPayloadMap()).containsEntry("kind", value("b"));
    }

    @Test
    void setPayloadGoesToAKeyWithin() {
        TestCollection points = written();
        completed(QDRANT.points()
                .setPayload(payload(points, points(1)).setKey("deep").build()));
        assertThat(points.get(1).getPayloadMap())
                .containsEntry("kind", value("a"))
                .containsEntry("deep", value(Map.of("x", value(1), "kind", value("new"))));
    }

    @Test
    void setPayloadTakesAFilter() {
        TestCollection points = written();
        completed(QDRANT.points()
                .setPayload(payload(points, where(ConditionFactory.matchKeyword("kind", "b")))
                        .build()));
        assertThat(points.matching(ConditionFactory.matchKeyword("kind", "new")))
                .containsExactly(2L);
    }

    @Test
    void overwritePayloadKeepsNothing() {
        TestCollection points = written();
        completed(QDRANT.points().overwritePayload(payload(points, points(1)).build()));
        assertThat(points.get(1).getPayloadMap()).isEqualTo(Map.of("kind", value("new")));
    }

    @Test
    void deletePayloadTakesKeysAndPaths() {
        TestCollection points = written();
        completed(QDRANT.points()
                .deletePayload(DeletePayloadPoints.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .addKeys("kind")
                        .addKeys("deep.x")
                        .addKeys("absent")
                        .setPointsSelector(points(1))
                        .build()));
        assertThat(points.get(1).getPayloadMap()).isEqualTo(Map.of("size", value(1), "deep", value(Map.of())));
    }

    @Test
    void clearPayloadLeavesTheVectors() {
        TestCollection points = written();
        completed(QDRANT.points()
                .clearPayload(ClearPayloadPoints.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .setPoints(points(1))
                        .build()));
        assertThat(points.get(1).getPayloadMap()).isEmpty();
        assertThat(vectors(points, 1)).containsOnlyKeys(DENSE, PLAIN);
    }

    @Test
    void updateVectorsKeepsOtherVectorsAndThePayload() {
        TestCollection points = written();
        completed(QDRANT.points()
                .updateVectors(update(points, 1, Map.of(DENSE, vector(5, 6))).build()));
        assertThat(vectors(points, 1)).containsOnlyKeys(DENSE, PLAIN);
        assertThat(points.get(1)
                        .getVectors()
                        .getVectors()
                        .getVectorsMap()
                        .get(DENSE)
                        .getDense()
                        .getDataList())
                .containsExactly(5f, 6f);
        assertThat(points.get(1).getPayloadMap()).containsKey("kind");
    }

    @Test
    void deleteVectorsKeepsThePoint() {
        TestCollection points = written();
        completed(QDRANT.points()
                .deleteVectors(DeletePointVectors.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .setPointsSelector(points(1))
                        .setVectors(VectorsSelector.newBuilder().addNames(DENSE))
                        .build()));
        assertThat(vectors(points, 1)).containsOnlyKeys(PLAIN);
        assertThat(points.count()).isEqualTo(2);
    }

    @Test
    void whatIsNotThereIsNotChanged() {
        TestCollection points = written();
        Refused.as(Code.NOT_FOUND, "No point with id 99", () -> QDRANT.points()
                .setPayload(payload(points, points(99)).build()));
        Refused.as(Code.NOT_FOUND, "No point with id 99", () -> QDRANT.points()
                .updateVectors(update(points, 99, Map.of(DENSE, vector(5, 6))).build()));
        assertThat(points.count()).isEqualTo(2);
    }

    @Test
    void aVectorOfAnotherSizeIsRefused() {
        TestCollection points = written();
        Refused.as(Code.INVALID_ARGUMENT, () -> QDRANT.points()
                .updateVectors(update(points, 1, Map.of(DENSE, vector(5, 6, 7))).build()));
    }

    private static TestCollection written() {
        TestCollection points = QDRANT.collection(Distance.Dot);
        Map<String, Vector> both = Map.of(DENSE, vector(1, 2), PLAIN, vector(List.of(1f), List.of(3)));
        points.upsert(
                point(id(1), Map.of("kind", value("a"), "size", value(1), "deep", deep()), both),
                point(id(2), Map.of("kind", value("b")), both));
        return points;
    }

    private static Value deep() {
        return value(Map.of("x", value(1)));
    }

    private static SetPayloadPoints.Builder payload(TestCollection points, PointsSelector selector) {
        return SetPayloadPoints.newBuilder()
                .setCollectionName(points.name())
                .setWait(true)
                .putPayload("kind", value("new"))
                .setPointsSelector(selector);
    }

    private static UpdatePointVectors.Builder update(TestCollection points, long number, Map<String, Vector> vectors) {
        return UpdatePointVectors.newBuilder()
                .setCollectionName(points.name())
                .setWait(true)
                .addPoints(PointVectors.newBuilder().setId(id(number)).setVectors(namedVectors(vectors)));
    }

    private static Map<String, ?> vectors(TestCollection points, long number) {
        return points.get(number).getVectors().getVectors().getVectorsMap();
    }

    private static void completed(PointsOperationResponse response) {
        assertThat(response.getResult().getStatus()).isEqualTo(UpdateStatus.Completed);
    }
}
