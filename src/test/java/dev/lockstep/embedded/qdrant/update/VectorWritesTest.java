package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.Writes;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsSelector;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static dev.lockstep.embedded.qdrant.Writes.A;
import static dev.lockstep.embedded.qdrant.Writes.B;
import static dev.lockstep.embedded.qdrant.Writes.WORDS;
import static dev.lockstep.embedded.qdrant.Writes.filter;
import static dev.lockstep.embedded.qdrant.Writes.ids;
import static dev.lockstep.embedded.qdrant.Writes.point;
import static dev.lockstep.embedded.qdrant.Writes.vectors;
import static dev.lockstep.embedded.qdrant.Writes.where;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Qdrant does it in lib/shard/src/update/vectors.rs and checks in src/tonic/api/update_common.rs. */
class VectorWritesTest {
    private static final int SIZE = 96;

    private RunningQdrant qdrant;
    private Writes writes;

    @BeforeEach
    void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory);
        writes = Writes.create(qdrant, SIZE, Distance.Cosine);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void anUpdateReplacesTheVectorsItNamesAndLeavesTheOthersAndThePayload() {
        upsert(1, 1);
        Map<String, VectorOutput> before = writes.vectors(1);
        long version = writes.version(1);
        update(vectors(1, Map.of(B, vector(8, 9))));
        assertThat(writes.vectors(1).get(B).getDense().getDataList()).containsExactly(8f, 9f);
        assertThat(writes.vectors(1).get(A)).isEqualTo(before.get(A));
        assertThat(writes.vectors(1).get(WORDS)).isEqualTo(before.get(WORDS));
        assertThat(writes.payload(1)).containsOnlyKeys("n");
        assertThat(writes.version(1)).isEqualTo(version + 1);
        assertThat(nearestTo(8, 9)).containsExactly(1L);
    }

    @Test
    void ofTheSamePointTwiceTheLaterVectorsCountAndTheOthersAreMerged() {
        upsert(1, 1);
        update(
                vectors(1, Map.of(B, vector(1, 1), WORDS, vector(List.of(2f, 1f), List.of(9, 4)))),
                vectors(1, Map.of(B, vector(2, 2))));
        assertThat(writes.vectors(1).get(B).getDense().getDataList()).containsExactly(2f, 2f);
        assertThat(writes.vectors(1).get(WORDS).getSparse().getIndicesList()).containsExactly(4, 9);
        assertThat(writes.vectors(1).get(WORDS).getSparse().getValuesList()).containsExactly(1f, 2f);
    }

    @Test
    void aDeletedVectorIsNotFoundAndThePointStays() {
        upsert(1, 1);
        upsert(2, 2);
        delete(ids(1), B, WORDS);
        assertThat(writes.vectors(1)).containsOnlyKeys(A);
        assertThat(nearestTo(1, 1)).containsExactly(2L);
        delete(ids(1), B);
        delete(where(match("n", 1)), A);
        assertThat(writes.vectors(1)).isEmpty();
        assertThat(qdrant.count()).isEqualTo(2);
        update(vectors(1, Map.of(B, vector(7, 7))));
        assertThat(nearestTo(1, 1)).containsExactly(1L, 2L);
    }

    @Test
    void aFilterKeepsPointsThatDoNotMatchAsTheyAre() {
        upsert(1, 1);
        upsert(2, 2);
        qdrant.points.updateVectors(updating(vectors(1, Map.of(B, vector(9, 9))), vectors(2, Map.of(B, vector(9, 9))))
                .setUpdateFilter(filter(match("n", 2)))
                .build());
        assertThat(writes.vectors(1).get(B).getDense().getDataList()).containsExactly(1f, 1f);
        assertThat(writes.vectors(2).get(B).getDense().getDataList()).containsExactly(9f, 9f);
    }

    @Test
    void pointsThatAreNotThere() {
        upsert(1, 1);
        assertThatThrownBy(() -> update(vectors(1, Map.of(B, vector(9, 9))), vectors(5, Map.of(B, vector(9, 9)))))
                .hasMessage("NOT_FOUND: Not found: No point with id 5 found");
        assertThat(writes.vectors(1).get(B).getDense().getDataList()).containsExactly(9f, 9f);
        assertThatThrownBy(() -> delete(ids(5), B)).hasMessageStartingWith("NOT_FOUND");
        assertThatThrownBy(() -> qdrant.points.updateVectors(updating(vectors(5, Map.of(B, vector(9, 9))))
                        .setUpdateFilter(filter(match("n", 2)))
                        .build()))
                .hasMessageStartingWith("NOT_FOUND");
        assertThat(writes.has(5)).isFalse();
    }

    @Test
    void requestsThatAreMalformed() {
        upsert(1, 1);
        refused(() -> update(vectors(1, Map.of(B, vector(1, 2, 3)))), "expected dim: 2, got 3 for vector 'b'");
        refused(() -> update(vectors(1, Map.of("c", vector(1, 2)))), "Not existing vector name error: c");
        refused(() -> update(vectors(1, Map.of(WORDS, vector(1, 2)))), "Conversion between sparse and regular");
        refused(() -> update(vectors(1, Map.of(B, vector(List.of(1f), List.of(1))))), "Conversion between sparse");
        refused(() -> update(PointVectors.newBuilder().setId(id(1)).build()), "vectors is expected");
        refused(() -> update(vectors(1, Map.of()).toBuilder().clearId().build()), "Empty ID is not allowed");
        refused(() -> update(), "Empty update request");
        refused(() -> delete(ids(1), "c"), "Not existing vector name error: c");
        refused(() -> delete(PointsSelector.getDefaultInstance(), B), "PointsSelector is missing");
        refused(
                () -> qdrant.points.deleteVectors(DeletePointVectors.newBuilder()
                        .setCollectionName(POINTS)
                        .setPointsSelector(ids(1))
                        .build()),
                "vectors is expected");
    }

    @Test
    void vectorsKeepEveryBitHoweverOftenTheirPointsAreWritten() {
        SplittableRandom random = new SplittableRandom(7);
        for (int number = 1; number <= 40; number++) {
            double scale = Math.pow(10, random.nextInt(-12, 12));
            float[] values = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                values[i] = (float) (random.nextDouble(-1, 1) * scale);
            }
            qdrant.upsert(point(
                    number,
                    Map.of(),
                    Map.of(A, vector(values), B, vector(0.1f, -0f), WORDS, vector(List.of(-0.3f), List.of(-1)))));
        }
        Map<Long, Map<String, VectorOutput>> before = new HashMap<>();
        for (long number = 1; number <= 40; number++) {
            before.put(number, writes.vectors(number));
        }
        for (int round = 0; round < 3; round++) {
            // The second finds what the first wrote before a refresh, which is as it came in, not as it is stored.
            writes.log(set(where(), round), set(where(), round + 10));
            writes.apply(set(ids(before.keySet().stream().mapToLong(n -> n).toArray()), round));
        }
        before.forEach((number, vectors) -> assertThat(writes.vectors(number)).isEqualTo(vectors));
    }

    private static PointsUpdateOperation set(PointsSelector selector, long n) {
        return PointsUpdateOperation.newBuilder()
                .setSetPayload(
                        SetPayload.newBuilder().setPointsSelector(selector).putPayload("n", value(n)))
                .build();
    }

    private void upsert(long number, float b) {
        float[] a = new float[SIZE];
        a[0] = number;
        a[1] = 7;
        Map<String, Vector> vectors =
                Map.of(A, vector(a), B, vector(b, b), WORDS, vector(List.of(0.5f, 2f), List.of(3, 8)));
        Map<String, Value> payload = Map.of("n", value(number));
        qdrant.upsert(point(number, payload, vectors));
    }

    private void update(PointVectors... points) {
        var ignored = qdrant.points.updateVectors(updating(points).build());
    }

    private static UpdatePointVectors.Builder updating(PointVectors... points) {
        return UpdatePointVectors.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .addAllPoints(List.of(points));
    }

    private void delete(PointsSelector selector, String... names) {
        var ignored = qdrant.points.deleteVectors(DeletePointVectors.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPointsSelector(selector)
                .setVectors(VectorsSelector.newBuilder().addAllNames(List.of(names)))
                .build());
    }

    private List<Long> nearestTo(float... b) {
        return numbers(qdrant
                .points
                .query(QueryPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setUsing(B)
                        .setQuery(nearest(b))
                        .build())
                .getResultList()
                .stream()
                .map(hit -> hit.getId())
                .toList());
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).hasMessageStartingWith("INVALID_ARGUMENT").hasMessageContaining(message);
    }
}
