package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.Direction;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.StartFrom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.DENSE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.retrieved;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.scored;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Points without a search. As in Qdrant's lib/collection/src/shards/local_shard/scroll.rs, lib/segment/src/segment/read_view/order_by.rs
 * and tests/openapi/test_order_by.py.
 */
@Row("Points, reading")
class ListsContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    private TestCollection points;

    @BeforeEach
    void write() {
        points = QDRANT.collection(Distance.Dot);
        points.index("n", FieldType.FieldTypeInteger);
        points.index("f", FieldType.FieldTypeFloat);
        points.index("at", FieldType.FieldTypeDatetime);
        for (int i = 1; i <= 5; i++) {
            points.upsert(point(
                    i,
                    Map.of(
                            "n", value(50 - 10 * i),
                            "f", value(i / 2.0),
                            "at", value("2024-0" + i + "-01T00:00:00Z"),
                            "even", value(i % 2 == 0)),
                    i,
                    1));
        }
    }

    @Test
    void getShowsWhatIsAskedForOfPointsThatAreThere() {
        GetPoints.Builder get = GetPoints.newBuilder()
                .setCollectionName(points.name())
                .addIds(id(2))
                .addIds(id(99));
        RetrievedPoint plain = QDRANT.points().get(get.clone().build()).getResult(0);
        assertThat(plain.getPayloadMap()).isEmpty();
        assertThat(plain.hasVectors()).isFalse();
        List<RetrievedPoint> full = QDRANT.points()
                .get(get.setWithPayload(WithPayloadSelectorFactory.include(List.of("n")))
                        .setWithVectors(WithVectorsSelectorFactory.include(List.of(DENSE)))
                        .build())
                .getResultList();
        assertThat(full).singleElement().satisfies(point -> {
            assertThat(point.getPayloadMap()).isEqualTo(Map.of("n", value(30)));
            assertThat(point.getVectors().getVectors().getVectorsMap()).containsOnlyKeys(DENSE);
        });
    }

    @Test
    void scrollGoesThroughAllPointsByTheirIds() {
        ScrollResponse first = scroll(ScrollPoints.newBuilder().setLimit(2));
        assertThat(retrieved(first.getResultList())).containsExactly(1L, 2L);
        ScrollResponse second = scroll(ScrollPoints.newBuilder().setLimit(2).setOffset(first.getNextPageOffset()));
        assertThat(retrieved(second.getResultList())).containsExactly(3L, 4L);
        ScrollResponse last = scroll(ScrollPoints.newBuilder().setLimit(2).setOffset(second.getNextPageOffset()));
        assertThat(retrieved(last.getResultList())).containsExactly(5L);
        assertThat(last.hasNextPageOffset()).isFalse();
    }

    /** PointIdType in lib/segment/src/types.rs: numbers come before UUIDs. */
    @Test
    void numbersComeBeforeUuids() {
        UUID small = new UUID(0, 1);
        UUID large = new UUID(-1, 1);
        for (UUID uuid : List.of(large, small)) {
            points.upsert(point(id(uuid), Map.of(), Map.of(DENSE, vector(1, 1))));
        }
        assertThat(scroll(ScrollPoints.newBuilder().setLimit(10)).getResultList())
                .extracting(RetrievedPoint::getId)
                .containsExactly(id(1), id(2), id(3), id(4), id(5), id(small), id(large));
    }

    @Test
    void scrollTakesAFilter() {
        assertThat(retrieved(scroll(ScrollPoints.newBuilder()
                                .setLimit(1)
                                .setFilter(TestCollection.filter(match("even", true))))
                        .getResultList()))
                .containsExactly(2L);
    }

    @Test
    void scrollGoesInTheOrderOfAnIndexedField() {
        assertThat(ordered(OrderBy.newBuilder().setKey("n"))).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(ordered(OrderBy.newBuilder().setKey("f").setDirection(Direction.Desc)))
                .containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(ordered(OrderBy.newBuilder().setKey("at"))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ordered(OrderBy.newBuilder()
                        .setKey("n")
                        .setStartFrom(StartFrom.newBuilder().setInteger(20))))
                .containsExactly(3L, 2L, 1L);
        assertThat(ordered(OrderBy.newBuilder()
                        .setKey("at")
                        .setStartFrom(StartFrom.newBuilder().setDatetime("2024-03-15T00:00:00Z"))))
                .containsExactly(4L, 5L);
        RetrievedPoint first = scroll(ScrollPoints.newBuilder()
                        .setOrderBy(OrderBy.newBuilder().setKey("n")))
                .getResult(0);
        assertThat(first.getOrderValue().getInt()).isZero();
    }

    @Test
    void anOrderNeedsAnIndex() {
        Refused.as(
                Code.INVALID_ARGUMENT,
                "No range index for `order_by` key: `even`",
                () -> ordered(OrderBy.newBuilder().setKey("even")));
    }

    @Test
    void aQueryOrdersToo() {
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .setQuery(QueryFactory.orderBy(OrderBy.newBuilder()
                        .setKey("n")
                        .setDirection(Direction.Desc)
                        .build()))
                .setFilter(TestCollection.filter(match("even", false)));
        assertThat(scored(points.query(query))).containsExactly(1L, 3L, 5L);
    }

    @Test
    void countIsExactWhenItIsToBe() {
        CountPoints.Builder count = CountPoints.newBuilder()
                .setCollectionName(points.name())
                .setFilter(TestCollection.filter(match("even", false)));
        assertThat(QDRANT.points()
                        .count(count.setExact(true).build())
                        .getResult()
                        .getCount())
                .isEqualTo(3);
        assertThat(QDRANT.points()
                        .count(count.setExact(false).build())
                        .getResult()
                        .getCount())
                .isBetween(0L, 5L);
    }

    private List<Long> ordered(OrderBy.Builder order) {
        return retrieved(scroll(ScrollPoints.newBuilder().setOrderBy(order)).getResultList());
    }

    private ScrollResponse scroll(ScrollPoints.Builder scroll) {
        return QDRANT.points().scroll(scroll.setCollectionName(points.name()).build());
    }
}
