package dev.lockstep.embedded.qdrant.filter;

import com.google.protobuf.Timestamp;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.GeoLineString;
import io.qdrant.client.grpc.Common.GeoPoint;
import io.qdrant.client.grpc.Common.MinShould;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.ValuesCount;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static io.qdrant.client.ConditionFactory.datetimeRange;
import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.geoBoundingBox;
import static io.qdrant.client.ConditionFactory.geoPolygon;
import static io.qdrant.client.ConditionFactory.geoRadius;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.hasVector;
import static io.qdrant.client.ConditionFactory.isEmpty;
import static io.qdrant.client.ConditionFactory.isNull;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchExceptKeywords;
import static io.qdrant.client.ConditionFactory.matchExceptValues;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.matchValues;
import static io.qdrant.client.ConditionFactory.nested;
import static io.qdrant.client.ConditionFactory.range;
import static io.qdrant.client.ConditionFactory.valuesCount;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/** Each kind of condition over points 1 to 6 (and what each must not match). */
class FiltersTest {
    private static RunningQdrant qdrant;

    @BeforeAll
    static void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(1, Distance.Dot);
        String longText = "x".repeat(40_000);
        upsert(1, Map.of("color", value("red"), "size", value(3), "when", value("2024-02-01T00:00:00Z")));
        upsert(2, Map.of("color", value("blue"), "size", value(3.5), "when", value("2024-02-01 01:30:00+02:00")));
        upsert(3, Map.of("color", list(List.of(value("red"), value("green"))), "size", value(-7), "flag", value(true)));
        upsert(
                4,
                Map.of(
                        "author",
                        value(Map.of("name", value("Ada"), "tags", list(List.of(value(1), value(2))))),
                        "parts",
                        list(List.of(value(Map.of("w", value(5))), value(Map.of("w", value(9))))),
                        "flag",
                        value(false)));
        upsert(5, Map.of("color", nullValue(), "size", list(List.of()), "odd key", value("yes")));
        upsert(6, Map.of("color", value(8), "long", value(longText), "when", value("2024-03-01")));
    }

    @AfterAll
    static void stop() {
        qdrant.close();
    }

    @Test
    void matchComparesTypesAsWellAsValues() {
        assertThat(must(matchKeyword("color", "blue"))).containsExactly(2L);
        assertThat(must(match("size", 3))).containsExactly(1L);
        assertThat(must(match("color", 8))).containsExactly(6L);
        assertThat(must(matchKeyword("color", "8"))).isEmpty();
        assertThat(must(match("flag", true))).containsExactly(3L);
        assertThat(must(match("flag", false))).containsExactly(4L);
        assertThat(must(matchKeyword("absent", "red"))).isEmpty();
    }

    @Test
    void anArrayMatchesWhenAnElementDoes() {
        assertThat(must(matchKeyword("color", "red"))).containsExactly(1L, 3L);
        assertThat(must(matchKeyword("color", "green"))).containsExactly(3L);
        assertThat(must(matchKeyword("color[]", "red"))).containsExactly(3L);
    }

    @Test
    void anyOfSeveralValues() {
        assertThat(must(matchKeywords("color", List.of("blue", "green", "pink"))))
                .containsExactly(2L, 3L);
        assertThat(must(matchValues("size", List.of(3L, -7L, 100L)))).containsExactly(1L, 3L);
    }

    @Test
    void exceptWantsAnotherValueNotNoValue() {
        assertThat(must(matchExceptKeywords("color", List.of("red")))).containsExactly(2L, 3L, 6L);
        assertThat(must(matchExceptKeywords("color", List.of("red", "green")))).containsExactly(2L, 6L);
        assertThat(must(matchExceptValues("size", List.of(3L)))).containsExactly(2L, 3L);
        assertThat(must(matchExceptValues("color", List.of(8L)))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aDotEntersAnObjectAndBracketsEnterAnArray() {
        assertThat(must(matchKeyword("author.name", "Ada"))).containsExactly(4L);
        assertThat(must(match("author.tags", 2))).containsExactly(4L);
        assertThat(must(match("parts[].w", 9))).containsExactly(4L);
        assertThat(must(match("parts.w", 9))).isEmpty();
        assertThat(must(matchKeyword("\"odd key\"", "yes"))).containsExactly(5L);
    }

    @Test
    void longStringsMatchWhole() {
        assertThat(must(matchKeyword("long", "x".repeat(40_000)))).containsExactly(6L);
        assertThat(must(matchKeyword("long", "x".repeat(39_999)))).isEmpty();
    }

    @Test
    void rangesOfNumbers() {
        assertThat(must(range("size", Range.newBuilder().setGte(3).build()))).containsExactly(1L, 2L);
        assertThat(must(range("size", Range.newBuilder().setGt(3).build()))).containsExactly(2L);
        assertThat(must(range("size", Range.newBuilder().setLt(3).build()))).containsExactly(3L);
        assertThat(must(range("size", Range.newBuilder().setLte(3).setGt(-7).build())))
                .containsExactly(1L);
        assertThat(must(range("color", Range.newBuilder().setGt(0).build()))).containsExactly(6L);
        assertThat(must(range("parts[].w", Range.newBuilder().setGt(8).build())))
                .containsExactly(4L);
    }

    @Test
    void rangesOfTimesInAnyNotation() {
        assertThat(must(datetimeRange("when", from("2024-02-01T00:00:00Z").build())))
                .containsExactly(1L, 6L);
        assertThat(must(datetimeRange("when", from("2024-01-31T23:30:00Z").build())))
                .containsExactly(1L, 2L, 6L);
        assertThat(must(datetimeRange(
                        "when",
                        from("2024-01-31T23:30:00Z")
                                .setLt(timestamp("2024-02-01T00:00:00Z"))
                                .build())))
                .containsExactly(2L);
    }

    @Test
    void emptyAndNull() {
        assertThat(must(isEmpty("color"))).containsExactly(4L, 5L);
        assertThat(must(isEmpty("size"))).containsExactly(4L, 5L, 6L);
        assertThat(must(isNull("color"))).containsExactly(5L);
        assertThat(must(isNull("absent"))).isEmpty();
        assertThat(must(isEmpty("author.name"))).containsExactly(1L, 2L, 3L, 5L, 6L);
    }

    @Test
    void ids() {
        assertThat(must(hasId(List.of(id(2), id(6), id(99), id(UUID.randomUUID())))))
                .containsExactly(2L, 6L);
    }

    @Test
    void clausesCombine() {
        Condition red = matchKeyword("color", "red");
        Condition small = range("size", Range.newBuilder().setLt(0).build());
        assertThat(matching(Filter.newBuilder().addMust(red).addMustNot(small))).containsExactly(1L);
        assertThat(matching(Filter.newBuilder().addMustNot(red).addMustNot(small)))
                .containsExactly(2L, 4L, 5L, 6L);
        assertThat(matching(Filter.newBuilder().addShould(match("flag", false)).addShould(small)))
                .containsExactly(3L, 4L);
        assertThat(matching(Filter.newBuilder().addMust(red).addShould(match("flag", false))))
                .isEmpty();
        assertThat(matching(Filter.newBuilder()
                        .addMust(filter(Filter.newBuilder().addMustNot(red).build()))))
                .containsExactly(2L, 4L, 5L, 6L);
        assertThat(matching(Filter.newBuilder())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void atLeastSoManyOf() {
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

    /** As in Qdrant's lib/segment/src/payload_storage/query_checker.rs: one object has to fulfil the whole filter. */
    @Test
    void aNestedFilterIsAboutOneObjectAtATime() {
        assertThat(must(nested("parts", match("w", 9)))).containsExactly(4L);
        assertThat(must(nested("parts[]", match("w", 9)))).containsExactly(4L);
        assertThat(must(nested(
                        "parts",
                        Filter.newBuilder()
                                .addMust(match("w", 5))
                                .addMust(match("w", 9))
                                .build())))
                .isEmpty();
        assertThat(must(nested(
                        "parts", Filter.newBuilder().addMustNot(match("w", 5)).build())))
                .containsExactly(4L);
        assertThat(must(nested(
                        "parts",
                        Filter.newBuilder()
                                .addMust(range("w", Range.newBuilder().setGt(0).build()))
                                .addShould(match("w", 7))
                                .addShould(match("w", 9))
                                .build())))
                .containsExactly(4L);
        // One object is no array of objects; ids are not known in there.
        assertThat(must(nested("author", matchKeyword("name", "Ada")))).isEmpty();
        assertThat(must(nested("parts", hasId(List.of(id(4)))))).isEmpty();
    }

    @Test
    void positionsInArrays() {
        assertThat(must(matchKeyword("color[0]", "red"))).containsExactly(3L);
        assertThat(must(matchKeyword("color[1]", "red"))).isEmpty();
        assertThat(must(match("parts[1].w", 9))).containsExactly(4L);
        assertThat(must(isEmpty("parts[7]"))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(must(matchExceptValues("parts[0].w", List.of(9L)))).containsExactly(4L);
    }

    @Test
    void numbersOfValues() {
        assertThat(must(valuesCount("color", ValuesCount.newBuilder().setGte(2).build())))
                .containsExactly(3L);
        assertThat(must(valuesCount("color", ValuesCount.newBuilder().setLt(1).build())))
                .containsExactly(4L, 5L);
        assertThat(must(valuesCount("parts[]", ValuesCount.newBuilder().setGt(0).build())))
                .containsExactly(4L);
    }

    @Test
    void vectorsThatPointsHave() {
        assertThat(must(hasVector(RunningQdrant.DENSE))).hasSize(6);
        assertThat(must(hasVector(RunningQdrant.SPARSE))).isEmpty();
        assertThat(must(hasVector("unheard-of"))).isEmpty();
    }

    /** Berlin and Moscow are those of Qdrant's own test of areas, in condition_checker.rs. */
    @Test
    void places() {
        Value berlin = value(Map.of("lat", value(52.52197645), "lon", value(13.413637435864272)));
        Value moscow = value(Map.of("lat", value(55.7536283), "lon", value(37.62137960067377)));
        upsert(7, Map.of("place", list(List.of(berlin, moscow)), "other", value(Map.of("lat", value(1)))));
        try {
            assertThat(must(geoRadius("place", 52.521976, 13.413637, 2000))).containsExactly(7L);
            assertThat(must(geoRadius("place", 52.511, 20.423637, 2000))).isEmpty();
            assertThat(must(geoRadius("place", 52.521976, 13.413637, 2_000_000f)))
                    .containsExactly(7L);
            assertThat(must(geoBoundingBox("place", 56, 37, 55, 38))).containsExactly(7L);
            assertThat(must(geoBoundingBox("place", 56, 38, 55, 37))).isEmpty();
            assertThat(must(geoPolygon("place", square(37, 55, 38, 56), List.of())))
                    .containsExactly(7L);
            assertThat(must(geoPolygon("place", square(37, 55, 38, 56), List.of(square(37.5, 55.5, 37.7, 55.9)))))
                    .isEmpty();
            assertThat(must(geoRadius("other", 1, 1, 1e9f))).isEmpty();
        } finally {
            var ignored = qdrant.points.delete(DeletePoints.newBuilder()
                    .setCollectionName(POINTS)
                    .setWait(true)
                    .setPoints(PointsSelector.newBuilder()
                            .setFilter(Filter.newBuilder().addMust(hasId(id(7)))))
                    .build());
        }
    }

    private static GeoLineString square(double west, double south, double east, double north) {
        GeoLineString.Builder line = GeoLineString.newBuilder();
        for (double[] corner :
                new double[][] {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}) {
            line.addPoints(GeoPoint.newBuilder().setLon(corner[0]).setLat(corner[1]));
        }
        return line.build();
    }

    /** As Qdrant's gRPC conversion: a condition that says nothing is left out. */
    @Test
    void aConditionThatSaysNothingIsNone() {
        assertThat(matching(Filter.newBuilder()
                        .addMust(Condition.getDefaultInstance())
                        .addShould(Condition.getDefaultInstance())))
                .hasSize(6);
    }

    @Test
    void aNullInAnArrayIsNullToAFieldConditionAlone() {
        upsert(8, Map.of("n", list(List.of(nullValue(), value(1)))));
        Condition field = Condition.newBuilder()
                .setField(FieldCondition.newBuilder().setKey("n").setIsNull(true))
                .build();
        assertThat(must(isNull("n"))).isEmpty();
        assertThat(must(field)).containsExactly(8L);
        var ignored = qdrant.points.delete(DeletePoints.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPoints(PointsSelector.newBuilder()
                        .setFilter(Filter.newBuilder().addMust(field)))
                .build());
        assertThat(must(field)).isEmpty();
    }

    private static DatetimeRange.Builder from(String instant) {
        return DatetimeRange.newBuilder().setGte(timestamp(instant));
    }

    private static Timestamp timestamp(String instant) {
        return Timestamp.newBuilder()
                .setSeconds(Instant.parse(instant).getEpochSecond())
                .build();
    }

    private static void upsert(long number, Map<String, Value> payload) {
        qdrant.upsert(RunningQdrant.point(number, payload, 1));
    }

    private static List<Long> must(Condition condition) {
        return matching(Filter.newBuilder().addMust(condition));
    }

    private static List<Long> matching(Filter.Builder filter) {
        return numbers(qdrant
                .points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setFilter(filter)
                        .setLimit(100)
                        .build())
                .getResultList()
                .stream()
                .map(RetrievedPoint::getId)
                .toList());
    }
}
