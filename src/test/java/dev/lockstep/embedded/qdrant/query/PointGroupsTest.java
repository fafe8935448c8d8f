package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.GroupId;
import io.qdrant.client.grpc.Points.PointGroup;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.SearchPointGroups;
import io.qdrant.client.grpc.Points.WithLookup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.query.SampledPoints.ids;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.WithPayloadSelectorFactory.include;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The best points by the value they have. The rules are those of lib/shard/src/grouping in Qdrant's source. */
class PointGroupsTest {
    private RunningQdrant qdrant;

    @BeforeEach
    void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void theBestPointsOfTheBestGroupsComeBestFirst() {
        SampledPoints sampled = sampled();
        for (long number = 1; number <= 10; number++) {
            Map<Long, Double> all = sampled.nearest(sampled.dense(number), i -> i % 2 == 0, 300);
            Map<String, List<Long>> expected = new LinkedHashMap<>();
            for (long found : all.keySet()) {
                expected.merge(group(sampled, found), List.of(found), PointGroupsTest::joined);
            }
            List<PointGroup> groups = groups(QueryPointGroups.newBuilder()
                    .setUsing(DENSE)
                    .setQuery(nearest(sampled.dense(number)))
                    .setFilter(Filter.newBuilder().addMust(match("even", true)))
                    .setLimit(5)
                    .setGroupSize(4));
            assertThat(groups.stream().map(group -> group.getId().getStringValue()))
                    .containsExactlyElementsOf(
                            expected.keySet().stream().limit(5).toList());
            for (PointGroup group : groups) {
                assertThat(ids(group.getHitsList()))
                        .isEqualTo(expected.get(group.getId().getStringValue()).stream()
                                .limit(4)
                                .toList());
            }
        }
    }

    @Test
    void withoutSizesThereAreTenGroupsOfThree() {
        // Not as the comments in points.proto say: src/common/inference/query_requests_grpc.rs.
        SampledPoints sampled = sampled();
        List<PointGroup> groups =
                groups(QueryPointGroups.newBuilder().setUsing(DENSE).setQuery(nearest(sampled.dense(1))));
        assertThat(groups).hasSize(10).allSatisfy(group -> assertThat(group.getHitsCount())
                .isEqualTo(3));
    }

    @Test
    void groupsOfFusedPoints() {
        SampledPoints sampled = sampled();
        PrefetchQuery prefetch = PrefetchQuery.newBuilder()
                .setUsing(DENSE)
                .setQuery(nearest(sampled.dense(1)))
                .setLimit(50)
                .build();
        List<PointGroup> groups = groups(QueryPointGroups.newBuilder()
                .setQuery(fusion(Fusion.RRF))
                .addPrefetch(prefetch)
                .addPrefetch(prefetch)
                .setLimit(3)
                .setGroupSize(2));
        long best = sampled.nearest(sampled.dense(1), i -> true, 1)
                .keySet()
                .iterator()
                .next();
        assertThat(groups).hasSize(3);
        assertThat(groups.get(0).getId().getStringValue()).isEqualTo(group(sampled, best));
        assertThat(groups.get(0).getHits(0).getScore()).isEqualTo(1f);
    }

    @Test
    void textsAndIntegersNameGroupsAndNothingElseDoes() {
        qdrant.withCollection(2, Distance.Euclid);
        put(1, value("a"));
        put(2, value(7));
        put(3, value(-7));
        put(4, list(List.of(value("a"), value(7), value("a"))));
        put(5, value(1.5));
        put(6, value(true));
        put(7, nullValue());
        put(8, list(List.of()));
        put(9, list(List.of(value("a"), value(1.5))));
        put(10, value(Map.of("x", value(1))));
        qdrant.upsert(point(11, Map.of(), 0, 11));
        for (String path : List.of("group", "group[]")) {
            Map<GroupId, List<Long>> groups =
                    groups(QueryPointGroups.newBuilder()
                                    .setUsing(DENSE)
                                    .setQuery(nearest(0f, 0f))
                                    .setGroupBy(path))
                            .stream()
                            .collect(Collectors.toMap(
                                    PointGroup::getId,
                                    group -> ids(group.getHitsList()),
                                    (left, right) -> left,
                                    LinkedHashMap::new));
            if (path.equals("group")) {
                assertThat(groups)
                        .containsExactly(
                                Map.entry(text("a"), List.of(1L, 4L)),
                                Map.entry(
                                        GroupId.newBuilder().setUnsignedValue(7).build(), List.of(2L, 4L)),
                                Map.entry(
                                        GroupId.newBuilder().setIntegerValue(-7).build(), List.of(3L)));
            } else {
                assertThat(groups.get(text("a"))).containsExactly(4L);
            }
        }
    }

    @Test
    void aGroupIsFilledThoughAnotherHasAllThePointsThatAreNearer() {
        qdrant.withCollection(2, Distance.Euclid);
        qdrant.upsert(IntStream.rangeClosed(1, 510)
                .mapToObj(i -> point(i, Map.of("group", value(i <= 500 ? "near" : "far" + (i - 501) / 5)), 0, i))
                .toArray(PointStruct[]::new));
        List<PointGroup> groups = groups(QueryPointGroups.newBuilder()
                .setUsing(DENSE)
                .setQuery(nearest(0f, 0f))
                .setLimit(3)
                .setGroupSize(2));
        assertThat(groups.stream().map(PointGroup::getId)).containsExactly(text("near"), text("far0"), text("far1"));
        assertThat(groups.stream().map(group -> ids(group.getHitsList())))
                .containsExactly(List.of(1L, 2L), List.of(501L, 502L), List.of(506L, 507L));
    }

    @Test
    void hitsShowWhatIsAskedForAndTheOldCallAnswersTheSame() {
        SampledPoints sampled = sampled();
        QueryPointGroups.Builder query = QueryPointGroups.newBuilder()
                .setUsing(DENSE)
                .setQuery(nearest(sampled.dense(1)))
                .setWithPayload(include(List.of("n")))
                .setLimit(4)
                .setGroupSize(2);
        List<PointGroup> groups = groups(query);
        assertThat(groups.get(0).getHits(0).getPayloadMap()).containsOnlyKeys("n");
        SearchPointGroups.Builder old = SearchPointGroups.newBuilder()
                .setCollectionName(POINTS)
                .setVectorName(DENSE)
                .setGroupBy("group")
                .setWithPayload(include(List.of("n")))
                .setLimit(4)
                .setGroupSize(2);
        for (float value : sampled.dense(1)) {
            old.addVector(value);
        }
        assertThat(qdrant.points.searchGroups(old.build()).getResult().getGroupsList())
                .isEqualTo(groups);
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        qdrant.withCollection(2, Distance.Cosine);
        QueryPointGroups.Builder query =
                QueryPointGroups.newBuilder().setUsing(DENSE).setQuery(nearest(1f, 0f));
        assertThatThrownBy(() -> groups(query.clone().setGroupSize(0)))
                .hasMessage(
                        "INVALID_ARGUMENT: Validation error in body: [group_size: value 0 invalid, must be 1 or larger]");
        assertThatThrownBy(() -> groups(query.clone().setLimit(0)))
                .hasMessage(
                        "INVALID_ARGUMENT: Validation error in body: [limit: value 0 invalid, must be 1 or larger]");
        assertThatThrownBy(() -> groups(query.clone().setLimit(1000).setGroupSize(101)))
                .hasMessageStartingWith("INVALID_ARGUMENT")
                .hasMessageContaining("more than the 100000 points");
        assertThatThrownBy(() -> groups(query.clone().setWithLookup(WithLookup.getDefaultInstance())))
                .hasMessageStartingWith("UNIMPLEMENTED: A lookup of groups");
    }

    private SampledPoints sampled() {
        SampledPoints sampled = new SampledPoints(300, 23);
        qdrant.withCollection(SampledPoints.SIZE, Distance.Cosine);
        sampled.addTo(qdrant);
        return sampled;
    }

    private static String group(SampledPoints sampled, long number) {
        return sampled.payload(number).get("group").getStringValue();
    }

    private static List<Long> joined(List<Long> left, List<Long> right) {
        return Stream.concat(left.stream(), right.stream()).toList();
    }

    private static GroupId text(String value) {
        return GroupId.newBuilder().setStringValue(value).build();
    }

    /** The larger the number, the farther from the origin. */
    private void put(long number, Value group) {
        qdrant.upsert(point(number, Map.of("group", group), 0, number));
    }

    private List<PointGroup> groups(QueryPointGroups.Builder query) {
        query.setCollectionName(POINTS);
        if (query.getGroupBy().isEmpty()) {
            query.setGroupBy("group");
        }
        return qdrant.points.queryGroups(query.build()).getResult().getGroupsList();
    }
}
