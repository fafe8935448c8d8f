package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Timestamp;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.GeoLineString;
import io.qdrant.client.grpc.Common.GeoPoint;
import io.qdrant.client.grpc.Common.MinShould;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.ValuesCount;
import java.util.List;
import java.util.SplittableRandom;

/** Filters with every kind of condition over what {@link RandomPayloads} makes. */
final class RandomFilters {
    private static final List<String> WORD_PATHS =
            List.of("color", "tags", "tags[]", "one.two", "parts[].name", "n", "absent", "tags[0]");
    private static final List<String> NUMBER_PATHS = List.of("n", "numbers", "numbers[]", "one.three", "parts[].size");

    private final SplittableRandom random;
    private final RandomPayloads payloads;
    private final RandomPoints points;

    RandomFilters(SplittableRandom random, RandomPayloads payloads, RandomPoints points) {
        this.random = random;
        this.payloads = payloads;
        this.points = points;
    }

    Filter next() {
        return next(2);
    }

    private Filter next(int depth) {
        Filter.Builder filter = Filter.newBuilder();
        switch (random.nextInt(5)) {
            case 0 -> filter.addMust(condition(depth));
            case 1 -> filter.addShould(condition(depth)).addShould(condition(depth));
            case 2 -> filter.addMustNot(condition(depth));
            case 3 ->
                filter.addMust(condition(depth)).addMustNot(condition(depth)).addShould(condition(depth));
            default ->
                filter.setMinShould(MinShould.newBuilder()
                        .setMinCount(1 + random.nextInt(2))
                        .addConditions(condition(depth))
                        .addConditions(condition(depth))
                        .addConditions(condition(depth)));
        }
        return filter.build();
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 26 : 24)) {
            case 0, 1 -> ConditionFactory.matchKeyword(wordPath(), payloads.word());
            case 2 -> ConditionFactory.matchKeywords(wordPath(), List.of(payloads.word(), payloads.word()));
            case 3 -> ConditionFactory.matchExceptKeywords(wordPath(), List.of(payloads.word()));
            case 4 -> ConditionFactory.match(numberPath(), random.nextInt(8) - 2);
            case 5 -> ConditionFactory.matchValues(numberPath(), List.of(1L, random.nextLong(8)));
            case 6 -> ConditionFactory.matchExceptValues(numberPath(), List.of(0L, random.nextLong(8)));
            case 7 -> ConditionFactory.match("flag", random.nextBoolean());
            case 8, 9 -> ConditionFactory.range(numberPath(), range());
            case 10 -> ConditionFactory.datetimeRange("at", times());
            case 11 -> ConditionFactory.isEmpty(payloads.key());
            case 12 -> ConditionFactory.isNull(payloads.key());
            case 13 -> ConditionFactory.hasId(List.of(points.id(), points.id(), points.id()));
            case 14 -> ConditionFactory.hasVector(points.vectorName());
            case 15 ->
                ConditionFactory.valuesCount(
                        payloads.key(),
                        ValuesCount.newBuilder().setGte(random.nextInt(3)).build());
            case 16 -> ConditionFactory.matchText(wordPath(), payloads.word());
            case 17 -> flagged();
            case 18 -> ConditionFactory.matchPhrase(textPath(), payloads.words());
            case 19 -> ConditionFactory.matchTextAny(textPath(), payloads.words());
            case 20 -> ConditionFactory.matchText("text", payloads.words());
            case 21 -> area();
            case 22 -> ConditionFactory.matchKeyword("key", payloads.uuid());
            case 23 -> ConditionFactory.match("level", random.nextInt(4) - 1);
            case 24 -> ConditionFactory.filter(next(depth - 1));
            default -> ConditionFactory.nested("parts", inPart());
        };
    }

    private Condition area() {
        double lon = random.nextDouble(9, 13);
        double lat = random.nextDouble(49, 53);
        return switch (random.nextInt(3)) {
            case 0 -> ConditionFactory.geoRadius("place", lat + 1, lon + 1, random.nextInt(1000, 300_000));
            case 1 -> ConditionFactory.geoBoundingBox("place", lat + 2, lon, lat, lon + 2);
            default -> ConditionFactory.geoPolygon("place", triangle(lon, lat), List.of());
        };
    }

    private static GeoLineString triangle(double lon, double lat) {
        GeoLineString.Builder line = GeoLineString.newBuilder();
        for (double[] corner : new double[][] {{lon, lat}, {lon + 3, lat}, {lon, lat + 3}, {lon, lat}}) {
            line.addPoints(GeoPoint.newBuilder().setLon(corner[0]).setLat(corner[1]));
        }
        return line.build();
    }

    private Filter inPart() {
        Condition name = ConditionFactory.matchKeyword("name", payloads.word());
        Condition size = ConditionFactory.range("size", range());
        return random.nextBoolean()
                ? Filter.newBuilder().addMust(name).addMust(size).build()
                : Filter.newBuilder().addMust(name).addMustNot(size).build();
    }

    private Condition flagged() {
        FieldCondition.Builder field = FieldCondition.newBuilder().setKey(payloads.key());
        return Condition.newBuilder()
                .setField(
                        random.nextBoolean()
                                ? field.setIsEmpty(random.nextBoolean())
                                : field.setIsNull(random.nextBoolean()))
                .build();
    }

    private Range range() {
        double bound = random.nextInt(16) / 2.0 - 2;
        return switch (random.nextInt(4)) {
            case 0 -> Range.newBuilder().setLt(bound).build();
            case 1 -> Range.newBuilder().setGt(bound).build();
            case 2 -> Range.newBuilder().setGte(bound).setLte(bound + 2).build();
            default -> Range.newBuilder().setGte(bound).build();
        };
    }

    private DatetimeRange times() {
        Timestamp bound = Timestamp.newBuilder()
                .setSeconds(1_580_000_000L + random.nextInt(100_000_000))
                .build();
        return random.nextBoolean()
                ? DatetimeRange.newBuilder().setGte(bound).build()
                : DatetimeRange.newBuilder().setLt(bound).build();
    }

    private String textPath() {
        return random.nextBoolean() ? "text" : wordPath();
    }

    private String wordPath() {
        return WORD_PATHS.get(random.nextInt(WORD_PATHS.size()));
    }

    private String numberPath() {
        return NUMBER_PATHS.get(random.nextInt(NUMBER_PATHS.size()));
    }
}
