package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.FacetHit;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointGroup;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.DENSE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.scored;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Points by the values that they have. As in Qdrant's lib/shard/src/grouping, lib/segment/src/data_types/facets.rs and
 * tests/openapi/test_group.py, test_facets.py.
 */
@Row("Points, reading")
class GroupsContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    private TestCollection points;

    /** The larger the number, the nearer. */
    @BeforeEach
    void write() {
        points = QDRANT.collection(Distance.Dot);
        points.index("color", FieldType.FieldTypeKeyword);
        points.index("n", FieldType.FieldTypeInteger);
        points.index("flag", FieldType.FieldTypeBool);
        points.upsert(
                point(1, Map.of("color", value("red"), "n", value(7), "flag", value(true)), 1, 0),
                point(2, Map.of("color", value("red"), "n", value(7)), 2, 0),
                point(3, Map.of("color", value("blue"), "n", value(-7)), 3, 0),
                point(4, Map.of("color", list(List.of(value("blue"), value("red")))), 4, 0),
                point(5, Map.of("flag", value(false)), 5, 0),
                point(6, Map.of("color", value("red"), "n", value(7), "flag", value(true)), 6, 0));
    }

    @Test
    void theBestPointsOfEachValueComeBestFirst() {
        List<PointGroup> groups = groups(query("color").setGroupSize(2));
        assertThat(groups).extracting(group -> group.getId().getStringValue()).containsExactly("red", "blue");
        assertThat(groups)
                .extracting(group -> scored(group.getHitsList()))
                .containsExactly(List.of(6L, 4L), List.of(4L, 3L));
    }

    @Test
    void groupsAreOfIntegersTooAndAsManyAsAreAskedFor() {
        List<PointGroup> groups = groups(query("n").setGroupSize(1));
        assertThat(groups.get(0).getId().getUnsignedValue()).isEqualTo(7);
        assertThat(groups.get(1).getId().getIntegerValue()).isEqualTo(-7);
        assertThat(groups(query("n").setLimit(1))).hasSize(1);
    }

    @Test
    void groupsTakeAFilterAThresholdAndSelectors() {
        List<PointGroup> groups = groups(query("color")
                .setFilter(TestCollection.filter(match("n", 7)))
                .setScoreThreshold(1.5f)
                .setWithPayload(WithPayloadSelectorFactory.include(List.of("n"))));
        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(scored(group.getHitsList())).containsExactly(6L, 2L);
            assertThat(group.getHits(0).getPayloadMap()).containsOnlyKeys("n");
        });
        Refused.as(
                Code.INVALID_ARGUMENT, "group_size", () -> groups(query("color").setGroupSize(0)));
    }

    @Test
    void facetsCountPointsByValue() {
        assertThat(facet(FacetCounts.newBuilder().setKey("color")))
                .containsExactly(Map.entry("red", 4L), Map.entry("blue", 2L));
        assertThat(facet(FacetCounts.newBuilder().setKey("n")))
                .containsExactly(Map.entry("7", 3L), Map.entry("-7", 1L));
        assertThat(facet(FacetCounts.newBuilder().setKey("flag")))
                .containsExactly(Map.entry("true", 2L), Map.entry("false", 1L));
    }

    @Test
    void facetsTakeALimitAndAFilter() {
        assertThat(facet(FacetCounts.newBuilder().setKey("color").setLimit(1))).containsOnlyKeys("red");
        assertThat(facet(FacetCounts.newBuilder().setKey("color").setFilter(TestCollection.filter(match("n", -7)))))
                .containsExactly(Map.entry("blue", 1L));
    }

    @Test
    void aFacetNeedsAnIndex() {
        Refused.as(
                Code.INVALID_ARGUMENT,
                "No appropriate index for faceting: `absent`",
                () -> facet(FacetCounts.newBuilder().setKey("absent")));
    }

    private static QueryPointGroups.Builder query(String field) {
        return QueryPointGroups.newBuilder()
                .setUsing(DENSE)
                .setQuery(nearest(1, 0))
                .setGroupBy(field);
    }

    private List<PointGroup> groups(QueryPointGroups.Builder query) {
        return QDRANT.points()
                .queryGroups(query.setCollectionName(points.name()).build())
                .getResult()
                .getGroupsList();
    }

    private Map<String, Long> facet(FacetCounts.Builder request) {
        Map<String, Long> counts = new LinkedHashMap<>();
        QDRANT.points()
                .facet(request.setCollectionName(points.name()).setExact(true).build())
                .getHitsList()
                .forEach(hit -> counts.put(text(hit), hit.getCount()));
        return counts;
    }

    private static String text(FacetHit hit) {
        return switch (hit.getValue().getVariantCase()) {
            case STRING_VALUE -> hit.getValue().getStringValue();
            case INTEGER_VALUE -> "" + hit.getValue().getIntegerValue();
            case BOOL_VALUE -> "" + hit.getValue().getBoolValue();
            case VARIANT_NOT_SET -> "nothing";
        };
    }
}
