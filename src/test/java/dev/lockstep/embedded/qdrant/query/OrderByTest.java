package dev.lockstep.embedded.qdrant.query;

import com.google.protobuf.Timestamp;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.Direction;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.OrderValue;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.StartFrom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Points in the order of a payload field. The rules are those of lib/segment/src/segment/read_view/order_by.rs in Qdrant's source. */
class OrderByTest {
    private RunningQdrant qdrant;

    @BeforeEach
    void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine);
        index("n", FieldType.FieldTypeInteger);
        index("f", FieldType.FieldTypeFloat);
        index("t", FieldType.FieldTypeDatetime);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void pagesFollowTheValuesThroughManyPointsAndDeletions() {
        record Entry(long number, long n) {}
        List<Entry> entries = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (long number = 1; number <= 400; number++) {
            long n = random.nextLong(-50, 50);
            qdrant.acknowledge(point(number, Map.of("n", value(n)), 1, 0));
            entries.add(new Entry(number, n));
        }
        for (long number = 1; number <= 400; number += 3) {
            long n = random.nextLong(-50, 50);
            qdrant.upsert(point(number, Map.of("n", value(n)), 1, 0));
            entries.set((int) number - 1, new Entry(number, n));
        }
        for (Direction direction : List.of(Direction.Asc, Direction.Desc)) {
            Comparator<Entry> order = Comparator.comparing(Entry::n).thenComparing(Entry::number);
            entries.sort(direction == Direction.Asc ? order : order.reversed());
            List<Entry> expected = entries.stream()
                    .filter(entry -> direction == Direction.Asc ? entry.n() >= -7 : entry.n() <= -7)
                    .limit(60)
                    .toList();
            ScrollResponse page = scroll(ScrollPoints.newBuilder()
                    .setLimit(60)
                    .setOrderBy(by("n").setDirection(direction)
                            .setStartFrom(StartFrom.newBuilder().setInteger(-7))));
            assertThat(ids(page)).isEqualTo(expected.stream().map(Entry::number).toList());
            assertThat(page.getResultList().stream()
                            .map(point -> point.getOrderValue().getInt())
                            .toList())
                    .isEqualTo(expected.stream().map(Entry::n).toList());
            assertThat(page.hasNextPageOffset()).isFalse();
        }
    }

    @Test
    void theKindOfTheIndexTellsWhichValuesCount() {
        put(1, "n", value(5));
        put(2, "n", value(4.5));
        put(3, "n", value("4"));
        qdrant.upsert(point(4, Map.of("f", value(2)), 1, 0), point(5, Map.of("f", value(1.5)), 1, 0));
        assertThat(ids(scroll(by("n")))).containsExactly(1L);
        ScrollResponse decimals = scroll(by("f"));
        assertThat(ids(decimals)).containsExactly(5L, 4L);
        assertThat(decimals.getResult(1).getOrderValue())
                .isEqualTo(OrderValue.newBuilder().setFloat(2).build());
    }

    @Test
    void negativeZeroAndLargeNumbersAreInTheirPlaces() {
        double[] decimals = {-1e300, -2.5, -0.0, 0.0, 1e-300, 3, 1e300};
        for (int i = 0; i < decimals.length; i++) {
            put(10 + i, "f", value(decimals[decimals.length - 1 - i]));
        }
        assertThat(ids(scroll(by("f")))).containsExactly(16L, 15L, 13L, 14L, 12L, 11L, 10L);

        long large = Long.MAX_VALUE;
        put(1, "n", value(large));
        put(2, "n", value(large - 1));
        put(3, "n", value(Long.MIN_VALUE));
        assertThat(ids(scroll(by("n")))).containsExactly(3L, 2L, 1L);
        assertThat(ids(scroll(by("n").setStartFrom(StartFrom.newBuilder().setInteger(large)))))
                .containsExactly(1L);
        assertThat(ids(scroll(by("n").setStartFrom(StartFrom.newBuilder().setFloat(0x1p63)))))
                .isEmpty();
    }

    @Test
    void equalValuesThatAreWrittenInTwoWaysAreOrderedByIds() {
        put(5, "f", value(1));
        put(3, "f", value(1.0));
        assertThat(ids(scroll(ScrollPoints.newBuilder().setOrderBy(by("f")).setLimit(1))))
                .containsExactly(3L);
        put(6, "f", value(1.0));
        OrderBy.Builder descending = by("f").setDirection(Direction.Desc);
        assertThat(ids(scroll(ScrollPoints.newBuilder().setOrderBy(descending).setLimit(1))))
                .containsExactly(6L);
    }

    @Test
    void aPointWithSeveralValuesIsInSeveralPlacesOnceEach() {
        put(1, "f", list(List.of(value(1), value(3.0), value(3))));
        put(2, "f", value(2));
        ScrollResponse page = scroll(by("f"));
        assertThat(ids(page)).containsExactly(1L, 2L, 1L);
    }

    @Test
    void timesAreOrderedInMicrosecondsHoweverTheyAreWritten() {
        put(1, "t", value("2024-05-01T12:00:00Z"));
        put(2, "t", value("2024-05-01T13:00:00+02:00"));
        put(3, "t", value("2023-01-01"));
        put(4, "t", value("no time"));
        ScrollResponse page = scroll(by("t").setDirection(Direction.Desc));
        assertThat(ids(page)).containsExactly(1L, 2L, 3L);
        assertThat(page.getResult(2).getOrderValue().getInt()).isEqualTo(1_672_531_200_000_000L);
        assertThat(ids(scroll(by("t").setStartFrom(StartFrom.newBuilder().setDatetime("2024-05-01T11:30:00Z")))))
                .containsExactly(1L);
        assertThat(ids(scroll(by("t").setStartFrom(StartFrom.newBuilder()
                        .setTimestamp(Timestamp.newBuilder().setSeconds(1_714_561_200))))))
                .containsExactly(2L, 1L);
    }

    @Test
    void theFilterApplies() {
        for (int i = 1; i <= 6; i++) {
            qdrant.upsert(point(i, Map.of("n", value(-i), "even", value(i % 2 == 0)), 1, 0));
        }
        assertThat(ids(scroll(ScrollPoints.newBuilder()
                        .setOrderBy(by("n"))
                        .setFilter(Filter.newBuilder().addMust(match("even", true))))))
                .containsExactly(6L, 4L, 2L);
    }

    @Test
    void aQueryOrdersToo() {
        put(1, "n", value(30));
        put(2, "n", value(10));
        put(3, "n", value(20));
        Query query = Query.newBuilder().setOrderBy(by("n")).build();
        List<ScoredPoint> all = query(QueryPoints.newBuilder().setQuery(query));
        assertThat(scored(all)).containsExactly(2L, 3L, 1L);
        assertThat(all.get(0).getOrderValue().getInt()).isEqualTo(10);
        assertThat(all.get(0).getScore()).isEqualTo(1);

        PrefetchQuery two = PrefetchQuery.newBuilder()
                .setFilter(Filter.newBuilder().addMust(hasId(List.of(id(1), id(3)))))
                .build();
        assertThat(scored(query(QueryPoints.newBuilder().setQuery(query).addPrefetch(two))))
                .containsExactly(3L, 1L);
    }

    @Test
    void withoutAnIndexThatKnowsRangesItIsRefused() {
        index("k", FieldType.FieldTypeKeyword);
        for (String key : List.of("nowhere", "k")) {
            assertThatThrownBy(() -> scroll(by(key)))
                    .hasMessageStartingWith(
                            "INVALID_ARGUMENT: Wrong input: No range index for `order_by` key: `" + key);
        }
        assertThatThrownBy(() ->
                        scroll(ScrollPoints.newBuilder().setOrderBy(by("n")).setOffset(id(1))))
                .hasMessageStartingWith("INVALID_ARGUMENT: Wrong input: Cannot use an `offset` when using `order_by`");
        assertThatThrownBy(
                        () -> scroll(by("t").setStartFrom(StartFrom.newBuilder().setDatetime("soon"))))
                .hasMessage("INVALID_ARGUMENT: Malformed datetime: soon");
        Query query = Query.newBuilder().setOrderBy(by("n")).build();
        assertThatThrownBy(() -> query(QueryPoints.newBuilder().setQuery(query).setScoreThreshold(1)))
                .hasMessage("INVALID_ARGUMENT: Bad request: Can't use score_threshold with an order_by query.");
    }

    private void index(String key, FieldType type) {
        var unused = qdrant.points.createFieldIndex(CreateFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName(key)
                .setFieldType(type)
                .setWait(true)
                .build());
    }

    private void put(long number, String key, Value value) {
        qdrant.upsert(point(number, Map.of(key, value), 1, 0));
    }

    private static OrderBy.Builder by(String key) {
        return OrderBy.newBuilder().setKey(key);
    }

    private ScrollResponse scroll(OrderBy.Builder order) {
        return scroll(ScrollPoints.newBuilder().setOrderBy(order));
    }

    private ScrollResponse scroll(ScrollPoints.Builder request) {
        return qdrant.points.scroll(request.setCollectionName(POINTS).build());
    }

    private List<ScoredPoint> query(QueryPoints.Builder query) {
        return qdrant.points.query(query.setCollectionName(POINTS).build()).getResultList();
    }

    private static List<Long> scored(List<ScoredPoint> points) {
        return numbers(points.stream().map(ScoredPoint::getId).toList());
    }

    private static List<Long> ids(ScrollResponse page) {
        return numbers(page.getResultList().stream().map(RetrievedPoint::getId).toList());
    }
}
