package dev.lockstep.embedded.qdrant.contract;

import com.google.protobuf.Timestamp;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.GeoLineString;
import io.qdrant.client.grpc.Common.GeoPoint;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.ValuesCount;
import java.time.Instant;
import java.util.List;

import static io.qdrant.client.PointIdFactory.id;

/** A condition of each kind that the protocol has, and which points of {@link FiltersContractTest} match it. */
enum Conditions {
    KEYWORD(ConditionFactory.matchKeyword("color", "red"), 1, 3),
    INTEGER(ConditionFactory.match("size", 3), 1),
    BOOLEAN(ConditionFactory.match("flag", false), 4),
    /** Without a text index, characters count. */
    TEXT(ConditionFactory.matchText("color", "sea gr"), 6),
    PHRASE(ConditionFactory.matchPhrase("color", "sea green"), 6),
    TEXT_ANY(ConditionFactory.matchTextAny("color", "sea blue"), 2, 6),
    KEYWORDS(ConditionFactory.matchKeywords("color", List.of("blue", "green")), 2, 3),
    INTEGERS(ConditionFactory.matchValues("size", List.of(-7L, 100L)), 3, 6),
    /** Another value has to be there. */
    EXCEPT_KEYWORDS(ConditionFactory.matchExceptKeywords("color", List.of("red", "blue")), 3, 6),
    EXCEPT_INTEGERS(ConditionFactory.matchExceptValues("size", List.of(3L, 100L)), 2, 3),
    RANGE(ConditionFactory.range("size", Range.newBuilder().setGt(3).build()), 2, 6),
    DATETIME_RANGE(
            ConditionFactory.datetimeRange(
                    "at",
                    DatetimeRange.newBuilder()
                            .setGt(Timestamp.newBuilder()
                                    .setSeconds(Instant.parse("2024-02-29T22:00:00Z")
                                            .getEpochSecond()))
                            .build()),
            2),
    GEO_RADIUS(ConditionFactory.geoRadius("place", 52.52, 13.41, 2000), 4),
    GEO_BOUNDING_BOX(ConditionFactory.geoBoundingBox("place", 56, 37, 55, 38), 5),
    GEO_POLYGON(ConditionFactory.geoPolygon("place", triangle(), List.of()), 4),
    VALUES_COUNT(
            ConditionFactory.valuesCount(
                    "color", ValuesCount.newBuilder().setGte(2).build()),
            3),
    IS_EMPTY(ConditionFactory.isEmpty("color"), 4, 5),
    IS_NULL(ConditionFactory.isNull("color"), 5),
    FIELD_IS_EMPTY(field().setIsEmpty(false), 1, 2, 3, 6),
    FIELD_IS_NULL(field().setIsNull(true), 5),
    HAS_ID(ConditionFactory.hasId(List.of(id(2), id(99))), 2),
    HAS_VECTOR(ConditionFactory.hasVector(TestCollection.DENSE), 1, 2, 3, 4, 5, 6),
    NESTED(ConditionFactory.nested("parts", ConditionFactory.match("w", 9)), 4);

    private final Condition condition;
    private final List<Long> matching;

    Conditions(Condition condition, long... matching) {
        this.condition = condition;
        this.matching = java.util.Arrays.stream(matching).boxed().toList();
    }

    Conditions(FieldCondition.Builder field, long... matching) {
        this(Condition.newBuilder().setField(field).build(), matching);
    }

    Condition condition() {
        return condition;
    }

    List<Long> matching() {
        return matching;
    }

    private static FieldCondition.Builder field() {
        return FieldCondition.newBuilder().setKey("color");
    }

    /** Around Berlin. */
    private static GeoLineString triangle() {
        GeoLineString.Builder line = GeoLineString.newBuilder();
        for (double[] corner : new double[][] {{12, 52}, {15, 52}, {13.5, 54}, {12, 52}}) {
            line.addPoints(GeoPoint.newBuilder().setLon(corner[0]).setLat(corner[1]));
        }
        return line.build();
    }
}
