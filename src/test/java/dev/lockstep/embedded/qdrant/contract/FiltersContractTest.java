package dev.lockstep.embedded.qdrant.contract;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.grpc.Status.Code;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.GeoLineString;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.MinShould;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.range;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clauses and conditions. As in Qdrant's lib/segment/src/payload_storage/query_checker.rs and condition_checker.rs, and
 * tests/openapi/test_filter.py, test_filter_min_should.py, test_nested_payload_query.py.
 */
@Row("Filters")
class FiltersContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    private TestCollection points;

    @BeforeEach
    void write() {
        points = QDRANT.collection(Distance.Dot);
        points.upsert(POINTS.toArray(PointStruct[]::new));
    }

    private static final Value BERLIN = value(Map.of("lat", value(52.52197645), "lon", value(13.413637435864272)));
    private static final Value MOSCOW = value(Map.of("lat", value(55.7536283), "lon", value(37.62137960067377)));
    private static final Value PARTS =
            list(List.of(value(Map.of("w", value(5), "k", value("x"))), value(Map.of("w", value(9), "k", value("y")))));

    private static final List<PointStruct> POINTS = List.of(
            point(1, Map.of("color", value("red"), "size", value(3), "at", value("2024-02-01T00:00:00Z")), 1, 0),
            point(
                    2,
                    Map.of("color", value("blue"), "size", value(3.5), "at", value("2024-03-01T01:00:00+02:00")),
                    1,
                    0),
            point(
                    3,
                    Map.of(
                            "color",
                            list(List.of(value("red"), value("green"))),
                            "size",
                            value(-7),
                            "flag",
                            value(true)),
                    1,
                    0),
            point(4, Map.of("parts", PARTS, "flag", value(false), "place", BERLIN), 1, 0),
            point(5, Map.of("color", nullValue(), "size", list(List.of()), "place", MOSCOW), 1, 0),
            point(6, Map.of("color", value("dark sea green"), "size", value(100)), 1, 0));

    @Test
    void everyConditionFindsWhatItIsAbout() {
        for (Conditions condition : Conditions.values()) {
            assertThat(points.matching(condition.condition()))
                    .as(condition.name())
                    .containsExactlyElementsOf(condition.matching());
        }
    }

    /** A condition that the protocol has and {@link Conditions} has not is one that the embedded Qdrant refuses by name. */
    @Test
    void everyConditionOfTheProtocolIsHere() {
        Set<String> here = new TreeSet<>();
        for (Conditions condition : Conditions.values()) {
            condition.condition().getAllFields().keySet().forEach(field -> here.add(field.getName()));
            FieldCondition field = condition.condition().getField();
            field.getAllFields().keySet().forEach(kind -> here.add(kind.getName()));
            field.getMatch().getAllFields().keySet().forEach(kind -> here.add(kind.getName()));
        }
        here.add("filter"); // clausesGoIntoEachOther
        assertThat(here)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Condition.getDescriptor(), FieldCondition.getDescriptor(), Match.getDescriptor())
                                .flatMap(type -> type.getFields().stream())
                                .map(FieldDescriptor::getName)
                                .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void mustWantsAllShouldWantsOneAndMustNotWantsNone() {
        Condition red = matchKeyword("color", "red");
        Condition small = range("size", Range.newBuilder().setLt(0).build());
        assertThat(matching(Filter.newBuilder().addMust(red).addMust(small))).containsExactly(3L);
        assertThat(matching(Filter.newBuilder().addShould(match("flag", false)).addShould(small)))
                .containsExactly(3L, 4L);
        assertThat(matching(Filter.newBuilder().addMustNot(red).addMustNot(match("size", 100))))
                .containsExactly(2L, 4L, 5L);
        assertThat(matching(Filter.newBuilder().addMust(red).addMustNot(small).addShould(match("size", 3))))
                .containsExactly(1L);
        assertThat(matching(Filter.newBuilder().addMust(red).addShould(match("flag", false))))
                .isEmpty();
        assertThat(matching(Filter.newBuilder())).hasSize(6);
    }

    @Test
    void minShouldWantsSoMany() {
        MinShould.Builder conditions = MinShould.newBuilder()
                .addConditions(matchKeyword("color", "red"))
                .addConditions(range("size", Range.newBuilder().setLt(0).build()))
                .addConditions(match("flag", true));
        assertThat(matching(Filter.newBuilder().setMinShould(conditions.setMinCount(1))))
                .containsExactly(1L, 3L);
        assertThat(matching(Filter.newBuilder().setMinShould(conditions.setMinCount(3))))
                .containsExactly(3L);
        assertThat(matching(Filter.newBuilder().setMinShould(conditions.setMinCount(4))))
                .isEmpty();
    }

    @Test
    void clausesGoIntoEachOther() {
        Filter notRed =
                Filter.newBuilder().addMustNot(matchKeyword("color", "red")).build();
        assertThat(points.matching(filter(notRed), match("size", 100))).containsExactly(6L);
        assertThat(matching(Filter.newBuilder().addMustNot(filter(notRed)))).containsExactly(1L, 3L);
    }

    @Test
    void boundsOfRangesAreInOrOut() {
        assertThat(sizes(Range.newBuilder().setGte(3))).containsExactly(1L, 2L, 6L);
        assertThat(sizes(Range.newBuilder().setGt(3))).containsExactly(2L, 6L);
        assertThat(sizes(Range.newBuilder().setLte(3))).containsExactly(1L, 3L);
        assertThat(sizes(Range.newBuilder().setLt(3))).containsExactly(3L);
        assertThat(sizes(Range.newBuilder().setGt(3).setLt(4))).containsExactly(2L);
    }

    @Test
    void aNestedFilterIsAboutOneElementAtATime() {
        Filter fiveAndY = Filter.newBuilder()
                .addMust(match("w", 5))
                .addMust(matchKeyword("k", "y"))
                .build();
        Filter nineAndY = Filter.newBuilder()
                .addMust(match("w", 9))
                .addMust(matchKeyword("k", "y"))
                .build();
        assertThat(points.matching(ConditionFactory.nested("parts", fiveAndY))).isEmpty();
        assertThat(points.matching(ConditionFactory.nested("parts", nineAndY))).containsExactly(4L);
        assertThat(points.matching(match("parts[].w", 5), matchKeyword("parts[].k", "y")))
                .containsExactly(4L);
    }

    @Test
    void valuesAreComparedWithTheirTypes() {
        assertThat(points.matching(matchKeyword("size", "3"))).isEmpty();
        assertThat(points.matching(match("color", 3))).isEmpty();
        assertThat(points.matching(matchKeyword("flag", "true"))).isEmpty();
    }

    /** Lines of areas: lib/api/src/grpc/validate.rs. */
    @Test
    void whatIsNoFilterIsRefused() {
        Refused.as(
                Code.INVALID_ARGUMENT,
                () -> points.matching(
                        ConditionFactory.geoPolygon("place", GeoLineString.getDefaultInstance(), List.of())));
        Refused.as(
                Code.INVALID_ARGUMENT,
                () -> points.matching(Condition.newBuilder()
                        .setField(FieldCondition.newBuilder()
                                .setMatch(Match.newBuilder().setInteger(1)))
                        .build()));
    }

    private List<Long> sizes(Range.Builder range) {
        return points.matching(range("size", range.build()));
    }

    private List<Long> matching(Filter.Builder filter) {
        return points.matching(filter.build());
    }
}
