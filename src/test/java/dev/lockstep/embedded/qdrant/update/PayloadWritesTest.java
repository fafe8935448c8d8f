package dev.lockstep.embedded.qdrant.update;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.Writes;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.Writes.A;
import static dev.lockstep.embedded.qdrant.Writes.B;
import static dev.lockstep.embedded.qdrant.Writes.ids;
import static dev.lockstep.embedded.qdrant.Writes.where;
import static dev.lockstep.embedded.qdrant.protocol.Json.object;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a point that is not there does, and groups of 32: lib/shard/src/update/payload.rs in Qdrant's source. */
class PayloadWritesTest {
    private RunningQdrant qdrant;
    private Writes writes;

    @BeforeEach
    void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory);
        writes = Writes.create(qdrant, 2, Distance.Cosine);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void settingMergesTopLevelFieldsAndANullRemovesOne() {
        upsert(1, "{'a': {'x': 1}, 'b': 2, 'c': 3}");
        PointsOperationResponse response = set(ids(1), "{'a': {'y': 1}, 'b': null, 'd': [1]}");
        assertThat(response.getResult().getStatus()).isEqualTo(UpdateStatus.Completed);
        assertThat(writes.payload(1)).isEqualTo(json("{'a': {'y': 1}, 'c': 3, 'd': [1]}"));
    }

    @Test
    void settingAtAKeyMergesIntoWhatIsThere() {
        upsert(1, "{'a': {'x': {'n': 1}}, 'l': [{'n': 1}, {'n': 2}]}");
        qdrant.points.setPayload(setting(ids(1), "{'m': 2}").setKey("a.x").build());
        qdrant.points.setPayload(setting(ids(1), "{'m': 3}").setKey("l[1]").build());
        assertThat(writes.payload(1))
                .isEqualTo(json("{'a': {'x': {'n': 1, 'm': 2}}, 'l': [{'n': 1}, {'n': 2, 'm': 3}]}"));
        assertThat(qdrant.count(match("a.x.m", 2))).isEqualTo(1);
    }

    @Test
    void overwritingReplacesAllAndTakesNoNoticeOfAKey() {
        upsert(1, "{'a': {'x': 1}}");
        qdrant.points.overwritePayload(
                setting(ids(1), "{'b': null, 'c': 1}").setKey("a").build());
        assertThat(writes.payload(1)).isEqualTo(json("{'b': null, 'c': 1}"));
        assertThat(qdrant.count(match("a.x", 1))).isZero();
    }

    @Test
    void keysAreDeletedByTheirPaths() {
        upsert(1, "{'a': {'x': 1, 'y': 2}, 'b': 1, 'l': [{'n': 1, 'm': 1}, {'n': 2}]}");
        qdrant.points.deletePayload(deleting(ids(1), "a.x", "b", "l[].n", "none"));
        assertThat(writes.payload(1)).isEqualTo(json("{'a': {'y': 2}, 'l': [{'m': 1}, {}]}"));
    }

    @Test
    void clearingTakesEveryFieldOfTheseAndLeavesTheOthers() {
        upsert(1, "{'a': 1}");
        upsert(2, "{'a': 1}");
        clear(ids(2));
        assertThat(writes.payload(1)).isEqualTo(json("{'a': 1}"));
        assertThat(writes.payload(2)).isEmpty();
        clear(PointsSelector.newBuilder()
                .setFilter(io.qdrant.client.grpc.Common.Filter.getDefaultInstance())
                .build());
        assertThat(writes.payload(1)).isEmpty();
    }

    @Test
    void aFilterIsJudgedBeforeAnyPointIsChanged() {
        for (int number = 1; number <= 100; number++) {
            upsert(number, "{'n': " + number % 2 + "}");
        }
        set(where(match("n", 1)), "{'n': 0}");
        assertThat(qdrant.count(match("n", 0))).isEqualTo(100);
        qdrant.points.deletePayload(deleting(where(match("n", 7)), "n"));
        assertThat(qdrant.count(match("n", 0))).isEqualTo(100);
        qdrant.points.deletePayload(deleting(where(match("n", 0)), "n"));
        assertThat(qdrant.count(match("n", 0))).isZero();
    }

    @Test
    void everyKindOfChangeLeavesVectorsAsTheyAreAndCountsTheVersionUp() {
        upsert(1, "{'a': 1}");
        var vectors = writes.vectors(1);
        long version = writes.version(1);
        set(ids(1, 1), "{'b': 1}");
        qdrant.points.overwritePayload(setting(ids(1), "{'b': 2}").build());
        qdrant.points.deletePayload(deleting(ids(1), "b"));
        clear(ids(1));
        assertThat(writes.version(1)).isEqualTo(version + 4);
        assertThat(writes.vectors(1)).isEqualTo(vectors);

        qdrant.points.deletePayload(deleting(ids(1)));
        assertThat(writes.version(1)).as("nothing was to be deleted").isEqualTo(version + 4);
    }

    @Test
    void aPointThatIsNotThereEndsTheOperationAfterItsGroup() {
        for (int number = 1; number <= 64; number++) {
            upsert(number, "{'n': 0}");
        }
        long[] wanted = LongStream.rangeClosed(1, 64)
                .map(number -> number == 20 ? 1020 : number)
                .toArray();
        assertThatThrownBy(() -> set(ids(wanted), "{'n': 1}"))
                .hasMessage("NOT_FOUND: Not found: No point with id 1020 found");
        assertThat(qdrant.count(match("n", 1))).isEqualTo(31);
        assertThat(writes.payload(32)).isEqualTo(json("{'n': 1}"));
        assertThat(writes.payload(33)).isEqualTo(json("{'n': 0}"));
        assertThatThrownBy(() -> clear(ids(9999))).hasMessageStartingWith("NOT_FOUND");
        assertThatThrownBy(() -> qdrant.points.deletePayload(deleting(ids(-1), "a")))
                .hasMessage("NOT_FOUND: Not found: No point with id 18446744073709551615 found");
    }

    @Test
    void whoDoesNotWaitIsToldNothingOfMissingPointsAndLaterOperationsAreApplied() {
        upsert(1, "{'n': 0}");
        var response = qdrant.points.setPayload(
                setting(ids(7), "{'n': 1}").setWait(false).build());
        assertThat(response.getResult().getStatus()).isEqualTo(UpdateStatus.Acknowledged);
        set(ids(1), "{'n': 2}");
        assertThat(writes.payload(1)).isEqualTo(json("{'n': 2}"));
        assertThat(writes.has(7)).isFalse();
    }

    @Test
    void requestsThatAreMalformed() {
        refused(() -> set(PointsSelector.getDefaultInstance(), "{'a': 1}"));
        refused(() -> set(ids(), "{'a': 1}"));
        refused(() -> qdrant.points.setPayload(
                setting(ids(1), "{'a': 1}").setKey("a..b").build()));
        refused(() -> qdrant.points.deletePayload(deleting(ids(1), "a[")));
        refused(() -> qdrant.points.overwritePayload(
                setting(ids(1), "{}").putPayload("a", value(Double.NaN)).build()));
    }

    @Test
    void aPayloadIsNoDeeperThanClientsCanReadHoweverItIsMade() {
        upsert(1, "{'a': 1}");
        Value deepest = value(1);
        for (int level = 0; level < 32; level++) {
            deepest = value(Map.of("a", deepest));
        }
        SetPayloadPoints deep = setting(ids(1), "{}").putPayload("a", deepest).build();
        qdrant.points.setPayload(deep);
        assertThat(writes.payload(1)).isEqualTo(Map.of("a", deepest));
        refused(() -> qdrant.points.setPayload(deep.toBuilder().setKey("b").build()));
        refused(() -> qdrant.points.setPayload(setting(ids(1), "{'a': 1}")
                .setKey("b[0]".repeat(40).replace("]b", "].b"))
                .build()));
        assertThat(writes.payload(1)).isEqualTo(Map.of("a", deepest));
    }

    private void upsert(long number, String payload) {
        PointStruct point = Writes.point(number, json(payload), Map.of(A, vector(3, number), B, vector(5, number)));
        qdrant.upsert(point);
    }

    @CanIgnoreReturnValue
    private PointsOperationResponse set(PointsSelector selector, String payload) {
        return qdrant.points.setPayload(setting(selector, payload).build());
    }

    private void clear(PointsSelector selector) {
        var response = qdrant.points.clearPayload(ClearPayloadPoints.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPoints(selector)
                .build());
        assertThat(response.getResult().getStatus()).isEqualTo(UpdateStatus.Completed);
    }

    private static SetPayloadPoints.Builder setting(PointsSelector selector, String payload) {
        return SetPayloadPoints.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPointsSelector(selector)
                .putAllPayload(json(payload));
    }

    private static DeletePayloadPoints deleting(PointsSelector selector, String... keys) {
        return DeletePayloadPoints.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPointsSelector(selector)
                .addAllKeys(List.of(keys))
                .build();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageStartingWith("INVALID_ARGUMENT");
    }

    private static Map<String, Value> json(String text) {
        return object(text.replace('\'', '"'));
    }
}
