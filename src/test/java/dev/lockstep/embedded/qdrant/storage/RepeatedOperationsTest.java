package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.Writes;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.index.VectorSpec;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.Writes.filter;
import static dev.lockstep.embedded.qdrant.Writes.ids;
import static dev.lockstep.embedded.qdrant.Writes.where;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/** An operation of which a part is in the index already is applied again: it comes to what it would have come to. */
class RepeatedOperationsTest {
    private static final List<VectorSpec> NO_VECTORS = List.of();

    @TempDir
    Path directory;

    @Test
    void aConditionalUpsertThatWasCutShort() throws IOException {
        PointsUpdateOperation whole =
                upsert(PointStructList.newBuilder().setUpdateFilter(filter(match("n", 0))), point(1, 5), point(2, 6));
        PointsUpdateOperation begun = upsert(PointStructList.newBuilder(), point(1, 5));
        assertThat(repeated(begun, whole)).isEqualTo(Map.of(1L, value(5), 2L, value(6), 3L, value(1)));
    }

    @Test
    void anInsertionThatWasCutShort() throws IOException {
        PointsUpdateOperation whole = upsert(
                PointStructList.newBuilder().setUpdateMode(UpdateMode.InsertOnly),
                point(1, 5),
                point(7, 6),
                point(8, 7));
        PointsUpdateOperation begun = upsert(PointStructList.newBuilder(), point(7, 6));
        assertThat(repeated(begun, whole))
                .isEqualTo(Map.of(1L, value(0), 2L, value(0), 3L, value(1), 7L, value(6), 8L, value(7)));
    }

    @Test
    void aChangeByFilterThatWasCutShort() throws IOException {
        PointsUpdateOperation whole = PointsUpdateOperation.newBuilder()
                .setSetPayload(SetPayload.newBuilder()
                        .setPointsSelector(where(match("n", 0)))
                        .putPayload("n", value(1)))
                .build();
        PointsUpdateOperation begun = PointsUpdateOperation.newBuilder()
                .setSetPayload(SetPayload.newBuilder().setPointsSelector(ids(2)).putPayload("n", value(1)))
                .build();
        assertThat(repeated(begun, whole)).isEqualTo(Map.of(1L, value(1), 2L, value(1), 3L, value(1)));
    }

    /** Such a point was written by a later operation, which knew what this one did. */
    @Test
    void aPointThatIsNewerIsLeftAlone() throws IOException {
        PointsUpdateOperation older = PointsUpdateOperation.newBuilder()
                .setOverwritePayload(OverwritePayload.newBuilder()
                        .setPointsSelector(ids(1, 3))
                        .putPayload("n", value(9)))
                .build();
        PointsUpdateOperation conditional =
                upsert(PointStructList.newBuilder().setUpdateFilter(filter(match("n", 5))), point(1, 6));
        try (PointIndex index = PointIndex.open(directory, NO_VECTORS)) {
            Applier applier = new Applier(index);
            assertThat(applier.apply(upsert(PointStructList.newBuilder(), point(1, 0), point(3, 1)), 1))
                    .isEmpty();
            assertThat(applier.apply(upsert(PointStructList.newBuilder(), point(1, 5)), 3))
                    .isEmpty();
            assertThat(applier.apply(older, 2)).isEmpty();
            assertThat(applier.apply(conditional, 2)).isEmpty();
            assertThat(numbers(index)).isEqualTo(Map.of(1L, value(5), 3L, value(9)));
        }
    }

    /** The numbers of 1, 2 and 3, which are 0, 0 and 1, after an operation was begun and then applied from a log. */
    private Map<Long, Value> repeated(PointsUpdateOperation begun, PointsUpdateOperation whole) throws IOException {
        try (PointIndex index = PointIndex.open(directory, NO_VECTORS)) {
            Applier applier = new Applier(index);
            assertThat(applier.apply(upsert(PointStructList.newBuilder(), point(1, 0), point(2, 0), point(3, 1)), 1))
                    .isEmpty();
            assertThat(applier.apply(begun, 2)).isEmpty();
            index.commit(1);
        }
        try (PointIndex index = PointIndex.open(directory, NO_VECTORS)) {
            for (int time = 0; time < 2; time++) {
                assertThat(new Applier(index).apply(whole, 2)).isEmpty();
            }
            return numbers(index);
        }
    }

    private static Map<Long, Value> numbers(PointIndex index) throws IOException {
        index.refresh();
        var everything = dev.lockstep.embedded.qdrant.index.PointSelection.of(
                WithPayloadSelector.newBuilder().setEnable(true).build(), WithVectorsSelector.getDefaultInstance());
        Map<Long, Value> numbers = new TreeMap<>();
        try (var snapshot = index.snapshot()) {
            var page = snapshot.scroll(new org.apache.lucene.search.MatchAllDocsQuery(), null, 100);
            snapshot.retrieved(page, everything)
                    .forEach(point -> numbers.put(point.getId().getNum(), point.getPayloadOrThrow("n")));
        }
        return numbers;
    }

    private static PointStruct point(long number, long n) {
        return Writes.point(number, Map.of("n", value(n)), Map.of());
    }

    private static PointsUpdateOperation upsert(PointStructList.Builder upsert, PointStruct... points) {
        return PointsUpdateOperation.newBuilder()
                .setUpsert(upsert.addAllPoints(List.of(points)))
                .build();
    }
}
