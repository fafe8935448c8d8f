package dev.lockstep.embedded.qdrant;

import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PointsTest {
    private RunningQdrant qdrant;

    @BeforeEach
    void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void aPointComesBackAsItWasWrittenWithItsCosineVectorNormalised() {
        UUID uuid = UUID.fromString("11111111-2222-3333-4444-555555555555");
        PointStruct point = PointStruct.newBuilder()
                .setId(id(uuid))
                .setVectors(namedVectors(
                        Map.of(DENSE, vector(3, 4), SPARSE, vector(List.of(0.5f, 2f), List.of(7, 1_000_000)))))
                .putPayload("title", value("a"))
                .putPayload("size", value(3))
                .build();
        assertThat(qdrant.upsert(point).getStatus()).isEqualTo(UpdateStatus.Completed);

        RetrievedPoint found = get(id(uuid)).get(0);
        assertThat(found.getId()).isEqualTo(id(uuid));
        assertThat(found.getPayloadMap()).isEqualTo(point.getPayloadMap());
        var vectors = found.getVectors().getVectors().getVectorsMap();
        assertThat(vectors.get(DENSE).getDense().getDataList()).containsExactly(0.6f, 0.8f);
        assertThat(vectors.get(SPARSE).getSparse().getValuesList()).containsExactly(0.5f, 2f);
        assertThat(vectors.get(SPARSE).getSparse().getIndicesList()).containsExactly(7, 1_000_000);
    }

    @Test
    void anUpsertReplacesTheWholePoint() {
        qdrant.upsert(point(1, Map.of("old", value(1)), 1, 0));
        qdrant.upsert(point(1, Map.of("new", value(2)), 0, 1));

        assertThat(qdrant.count()).isEqualTo(1);
        assertThat(get(id(1)).get(0).getPayloadMap()).containsOnlyKeys("new");
        assertThat(query(QueryPoints.newBuilder(), 0, 1).get(0).getScore()).isCloseTo(1f, within(1e-5f));
    }

    @Test
    void getLeavesOutWhatIsNotThereAndKeepsTheOrderAsked() {
        upsertNumbers(1, 2, 3);
        assertThat(numbers(get(id(3), id(9), id(1)).stream()
                        .map(RetrievedPoint::getId)
                        .toList()))
                .containsExactly(3L, 1L);
    }

    @Test
    void aScrollShowsThePayloadUnlessToldOtherwiseAndAGetDoesNot() {
        qdrant.upsert(point(1, Map.of("n", value(1)), 1, 0));
        var get = qdrant.points.get(
                GetPoints.newBuilder().setCollectionName(POINTS).addIds(id(1)).build());
        assertThat(get.getResult(0).getPayloadMap()).isEmpty();
        var scroll = qdrant.points.scroll(
                ScrollPoints.newBuilder().setCollectionName(POINTS).build());
        assertThat(scroll.getResult(0).getPayloadMap()).containsOnlyKeys("n");
    }

    @Test
    void scrollPagesThroughNumbersThenUuids() {
        upsertNumbers(10, 2, 300);
        UUID low = UUID.fromString("00000000-0000-0000-0000-000000000001");
        UUID high = UUID.fromString("ffffffff-0000-0000-0000-000000000001");
        qdrant.upsert(withId(id(high)), withId(id(low)), withId(id(-1)));

        List<PointId> seen = new ArrayList<>();
        ScrollPoints.Builder request =
                ScrollPoints.newBuilder().setCollectionName(POINTS).setLimit(2);
        ScrollResponse page;
        do {
            page = qdrant.points.scroll(request.build());
            page.getResultList().forEach(point -> seen.add(point.getId()));
            assertThat(seen).hasSizeLessThan(100);
            request.setOffset(page.getNextPageOffset());
        } while (page.hasNextPageOffset());

        assertThat(seen).containsExactly(id(2), id(10), id(300), id(-1), id(low), id(high));
    }

    @Test
    void scrollBeginsAtTheOffsetAndObeysTheFilter() {
        for (int i = 1; i <= 6; i++) {
            qdrant.upsert(point(i, Map.of("parity", value(i % 2 == 0 ? "even" : "odd")), 1, 0));
        }
        ScrollResponse page = qdrant.points.scroll(ScrollPoints.newBuilder()
                .setCollectionName(POINTS)
                .setOffset(id(3))
                .setLimit(1)
                .setFilter(Filter.newBuilder().addMust(matchKeyword("parity", "even")))
                .build());
        assertThat(page.getResult(0).getId()).isEqualTo(id(4));
        assertThat(page.getNextPageOffset()).isEqualTo(id(6));
    }

    @Test
    void deleteById() {
        upsertNumbers(1, 2, 3);
        delete(PointsSelector.newBuilder()
                .setPoints(PointsIdsList.newBuilder().addIds(id(2)).addIds(id(77))));
        assertThat(scrolled()).containsExactly(1L, 3L);
    }

    @Test
    void deleteByFilterTakesWhatWasWrittenBeforeAndNothingElse() {
        qdrant.upsert(point(1, Map.of("kind", value("a")), 1, 0), point(2, Map.of("kind", value("b")), 1, 0));
        delete(PointsSelector.newBuilder().setFilter(Filter.newBuilder().addMust(matchKeyword("kind", "a"))));
        assertThat(scrolled()).containsExactly(2L);

        qdrant.upsert(point(3, Map.of("kind", value("a")), 1, 0));
        assertThat(scrolled()).containsExactly(2L, 3L);
    }

    @Test
    void theNearestComeFirstWithTheirCosine() {
        qdrant.upsert(
                point(1, Map.of(), 0, 1),
                point(2, Map.of(), 5, 5),
                point(3, Map.of(), 2, 0),
                point(4, Map.of(), -1, 0));
        List<ScoredPoint> hits = query(QueryPoints.newBuilder(), 10, 0);
        assertThat(numbers(hits.stream().map(ScoredPoint::getId).toList())).containsExactly(3L, 2L, 1L, 4L);
        assertThat(hits.get(0).getScore()).isCloseTo(1f, within(1e-5f));
        assertThat(hits.get(1).getScore()).isCloseTo((float) Math.sqrt(0.5), within(1e-5f));
        assertThat(hits.get(2).getScore()).isCloseTo(0f, within(1e-5f));
        assertThat(hits.get(3).getScore()).isCloseTo(-1f, within(1e-5f));
        assertThat(hits.get(0).getPayloadCount()).isZero();
        assertThat(hits.get(0).hasVectors()).isFalse();
    }

    @Test
    void equallyNearPointsAreInTheOrderOfTheirIds() {
        for (int number : new int[] {5, 1, 4, 2, 3}) {
            qdrant.upsert(point(number, Map.of(), 1, 0));
        }
        List<ScoredPoint> hits = query(QueryPoints.newBuilder().setLimit(3), 1, 0);
        assertThat(numbers(hits.stream().map(ScoredPoint::getId).toList())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aQueryTakesLimitOffsetThresholdAndSelectors() {
        qdrant.upsert(
                point(1, Map.of("n", value(1)), 1, 0),
                point(2, Map.of("n", value(2), "m", value(0)), 2, 1),
                point(3, Map.of("n", value(3)), 1, 1),
                point(4, Map.of("n", value(4)), 0, 1));
        List<ScoredPoint> hits = query(
                QueryPoints.newBuilder()
                        .setOffset(1)
                        .setLimit(3)
                        .setScoreThreshold(0.5f)
                        .setWithPayload(io.qdrant.client.WithPayloadSelectorFactory.include(List.of("n")))
                        .setWithVectors(WithVectorsSelectorFactory.include(List.of(DENSE))),
                1,
                0);
        assertThat(numbers(hits.stream().map(ScoredPoint::getId).toList())).containsExactly(2L, 3L);
        assertThat(hits.get(0).getPayloadMap()).isEqualTo(Map.of("n", value(2)));
        assertThat(hits.get(0).getVectors().getVectors().getVectorsMap()).containsOnlyKeys(DENSE);
    }

    private List<RetrievedPoint> get(PointId... ids) {
        return qdrant.points
                .get(GetPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .addAllIds(List.of(ids))
                        .setWithPayload(enable(true))
                        .setWithVectors(WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResultList();
    }

    private List<ScoredPoint> query(QueryPoints.Builder query, float... target) {
        return qdrant.points
                .query(query.setCollectionName(POINTS)
                        .setUsing(DENSE)
                        .setQuery(nearest(target))
                        .build())
                .getResultList();
    }

    private List<Long> scrolled() {
        return numbers(qdrant
                .points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setLimit(1000)
                        .build())
                .getResultList()
                .stream()
                .map(RetrievedPoint::getId)
                .toList());
    }

    private void upsertNumbers(long... numbers) {
        for (long number : numbers) {
            qdrant.upsert(point(number, Map.of(), 1, 0));
        }
    }

    private static PointStruct withId(PointId id) {
        return point(0, Map.of(), 1, 0).toBuilder().setId(id).build();
    }

    private void delete(PointsSelector.Builder selector) {
        var result = qdrant.points
                .delete(DeletePoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setWait(true)
                        .setPoints(selector)
                        .build())
                .getResult();
        assertThat(result.getStatus()).isEqualTo(UpdateStatus.Completed);
    }
}
