package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.Writes;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static dev.lockstep.embedded.qdrant.Writes.B;
import static dev.lockstep.embedded.qdrant.Writes.filter;
import static dev.lockstep.embedded.qdrant.Writes.ids;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Qdrant does it in lib/shard/src/update/points/upsert.rs (retain_conditional_upsert_points). */
class UpsertModesTest {
    private RunningQdrant qdrant;
    private Writes writes;

    @BeforeEach
    void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory);
        writes = Writes.create(qdrant, 2, Distance.Dot);
        qdrant.upsert(numbered(1, 10), numbered(2, 20));
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void insertOnlyLeavesPointsThatAreThere() {
        upsert(upsertOf(numbered(1, 11), numbered(3, 31), numbered(3, 32)).setUpdateMode(UpdateMode.InsertOnly));
        assertN(1, 10);
        assertN(3, 32);
        assertThat(writes.version(1)).isEqualTo(1);
    }

    @Test
    void updateOnlyInsertsNothing() {
        upsert(upsertOf(numbered(1, 11), numbered(3, 31)).setUpdateMode(UpdateMode.UpdateOnly));
        assertN(1, 11);
        assertThat(writes.has(3)).isFalse();
    }

    /** As in Qdrant; protobuf cannot copy such a value. */
    @Test
    void aModeThatNobodyKnowsIsNone() {
        upsert(upsertOf(numbered(1, 11), numbered(3, 31)).setUpdateModeValue(99));
        assertN(1, 11);
        assertN(3, 31);
    }

    @Test
    void withAFilterNewPointsAreInsertedAndOfTheOthersThoseThatMatchAreReplaced() {
        upsert(upsertOf(numbered(1, 11), numbered(2, 21), numbered(3, 31)).setUpdateFilter(filter(match("n", 20))));
        assertN(1, 10);
        assertN(2, 21);
        assertN(3, 31);
    }

    @Test
    void aFilterAndAModeTogether() {
        upsert(upsertOf(numbered(1, 11), numbered(2, 21), numbered(3, 31))
                .setUpdateFilter(filter(match("n", 20)))
                .setUpdateMode(UpdateMode.UpdateOnly));
        assertN(1, 10);
        assertN(2, 21);
        assertThat(writes.has(3)).isFalse();

        upsert(upsertOf(numbered(1, 11), numbered(4, 41))
                .setUpdateFilter(filter(match("n", 10)))
                .setUpdateMode(UpdateMode.InsertOnly));
        assertN(1, 10);
        assertN(4, 41);
    }

    @Test
    void theLastOfEqualIdsCounts() {
        upsert(upsertOf(numbered(1, 11), numbered(1, 12)));
        assertN(1, 12);
        upsert(upsertOf(numbered(1, 12), numbered(1, 13)).setUpdateFilter(filter(match("n", 12))));
        assertN(1, 13);
        assertThat(qdrant.count()).isEqualTo(2);
    }

    @Test
    void aConditionSeesWhatTheOperationsBeforeItDid() {
        writes.log(
                upserting(upsertOf(numbered(1, 11))),
                upserting(upsertOf(numbered(1, 12)).setUpdateFilter(filter(match("n", 11)))),
                upserting(upsertOf(numbered(1, 13)).setUpdateFilter(filter(match("n", 11)))),
                deleting(2),
                upserting(upsertOf(numbered(2, 21)).setUpdateMode(UpdateMode.UpdateOnly)),
                upserting(upsertOf(numbered(2, 22)).setUpdateMode(UpdateMode.InsertOnly)),
                upserting(upsertOf(numbered(2, 23)).setUpdateMode(UpdateMode.InsertOnly)));
        upsert(upsertOf(numbered(9, 9)));
        assertN(1, 12);
        assertN(2, 22);
    }

    @Test
    void anyOrderingIsKeptButNoneThatNobodyKnows() {
        for (WriteOrderingType type :
                new WriteOrderingType[] {WriteOrderingType.Weak, WriteOrderingType.Medium, WriteOrderingType.Strong}) {
            upsert(upsertOf(numbered(1, 1))
                    .setOrdering(WriteOrdering.newBuilder().setType(type)));
        }
        assertThatThrownBy(() -> upsert(upsertOf(numbered(1, 1))
                        .setOrdering(WriteOrdering.newBuilder().setTypeValue(7))))
                .hasMessageStartingWith("INVALID_ARGUMENT");
    }

    @Test
    void anUpsertOfNothingIsRefused() {
        assertThatThrownBy(() -> upsert(upsertOf())).hasMessage("INVALID_ARGUMENT: Wrong input: Empty update request");
        assertThatThrownBy(() -> writes.log(deleting())).hasMessageContaining("Empty update request");
    }

    private void upsert(UpsertPoints.Builder request) {
        var response = qdrant.points.upsert(request.setWait(true).build());
        assertThat(response.getResult().getStatus()).isEqualTo(UpdateStatus.Completed);
    }

    private void assertN(long number, long n) {
        assertThat(writes.payload(number)).isEqualTo(Map.of("n", value(n)));
    }

    private static PointStruct numbered(long number, long n) {
        return Writes.point(number, Map.of("n", value(n)), Map.of(B, vector(1, n)));
    }

    private static PointsUpdateOperation upserting(UpsertPoints.Builder request) {
        PointStructList.Builder upsert = PointStructList.newBuilder()
                .addAllPoints(request.getPointsList())
                .setUpdateMode(request.getUpdateMode());
        if (request.hasUpdateFilter()) {
            upsert.setUpdateFilter(request.getUpdateFilter());
        }
        return PointsUpdateOperation.newBuilder().setUpsert(upsert).build();
    }

    private static PointsUpdateOperation deleting(long... numbers) {
        PointsSelector selector = ids(numbers);
        return PointsUpdateOperation.newBuilder()
                .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder().setPoints(selector))
                .build();
    }
}
