package dev.lockstep.embedded.qdrant;

import com.google.protobuf.Timestamp;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.GeoBoundingBox;
import io.qdrant.client.grpc.Common.GeoPoint;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.MinShould;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.RepeatedIntegers;
import io.qdrant.client.grpc.Common.RepeatedStrings;
import io.qdrant.client.grpc.Common.ValuesCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import static io.qdrant.client.PointIdFactory.id;

/**
 * A filter, and what it means: read in Qdrant's lib/segment/src/payload_storage/{query_checker,condition_checker}.rs,
 * index/field_index/null_index and index/field_index/full_text_index, and written down here a second time.
 */
public record RandomFilter(Filter proto, Predicate<RandomPoint> holds) {
    private static final int DEEPEST = 3;
    private static final Instant NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z");

    /** A condition on a point, or on an object of its payload. */
    private record Clause(Condition proto, Test test) {}

    @FunctionalInterface
    private interface Test {
        boolean holds(Map<?, ?> object, @Nullable RandomPoint point);
    }

    /** Knows which fields have an index: "a" a text index, "b" one of keywords. */
    private record Maker(SplittableRandom random, Set<String> indexed) {
        Filter.Builder filter(int depth, List<Test> tests) {
            Filter.Builder filter = Filter.newBuilder();
            List<Clause> must = clauses(depth);
            List<Clause> not = clauses(depth);
            List<Clause> should = clauses(depth);
            must.forEach(clause -> filter.addMust(clause.proto()));
            not.forEach(clause -> filter.addMustNot(clause.proto()));
            should.forEach(clause -> filter.addShould(clause.proto()));
            tests.add((object, point) -> must.stream().allMatch(c -> c.test().holds(object, point))
                    && not.stream().noneMatch(c -> c.test().holds(object, point))
                    && (should.isEmpty()
                            || should.stream().anyMatch(c -> c.test().holds(object, point))));
            if (random.nextInt(5) == 0) {
                List<Clause> some = clauses(depth);
                int count = random.nextInt(3);
                MinShould.Builder least = MinShould.newBuilder().setMinCount(count);
                some.forEach(clause -> least.addConditions(clause.proto()));
                filter.setMinShould(least);
                tests.add((object, point) ->
                        some.stream().filter(c -> c.test().holds(object, point)).count() >= count);
            }
            return filter;
        }

        private List<Clause> clauses(int depth) {
            List<Clause> clauses = new ArrayList<>();
            for (int left = Math.max(0, random.nextInt(5) - 2); left > 0; left--) {
                clauses.add(clause(depth));
            }
            return clauses;
        }

        private Clause clause(int depth) {
            return switch (random.nextInt(depth < DEEPEST ? 14 : 10)) {
                case 0 -> empty();
                case 1 -> isNull();
                case 2 -> ids();
                case 3 -> vector();
                case 10, 11 -> {
                    List<Test> tests = new ArrayList<>();
                    Filter.Builder inner = filter(depth + 1, tests);
                    yield new Clause(ConditionFactory.filter(inner.build()), (object, point) -> tests.stream()
                            .allMatch(t -> t.holds(object, point)));
                }
                case 12, 13 -> nested(depth);
                default -> field();
            };
        }

        /** Within a nested filter the keys are those of the objects, which have no index here. */
        private Clause nested(int depth) {
            String key = path();
            List<Test> tests = new ArrayList<>();
            Filter.Builder inner = new Maker(random, Set.of()).filter(Math.max(depth + 1, 1), tests);
            String elements = key.endsWith("[]") ? key : key + "[]";
            return new Clause(
                    ConditionFactory.nested(key, inner.build()), (object, point) -> at(elements, object).stream()
                            .anyMatch(value -> value instanceof Map<?, ?> found
                                    && tests.stream().allMatch(t -> t.holds(found, null))));
        }

        private Clause empty() {
            String key = path();
            return new Clause(ConditionFactory.isEmpty(key), (object, point) -> at(key, object).stream()
                    .allMatch(Maker::isEmpty));
        }

        private Clause isNull() {
            String key = path();
            return new Clause(ConditionFactory.isNull(key), (object, point) -> at(key, object).stream()
                    .anyMatch(value -> value == null || indexed.contains(key) && hasNull(value)));
        }

        private Clause ids() {
            List<PointId> ids = new ArrayList<>();
            Set<Long> wanted = new HashSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                long number = random.nextInt(200);
                wanted.add(number);
                ids.add(id(number));
            }
            return new Clause(
                    ConditionFactory.hasId(ids), (object, point) -> point != null && wanted.contains(point.id()));
        }

        private Clause vector() {
            int bit = 1 + random.nextInt(3);
            String name =
                    List.of(RunningQdrant.DENSE, RunningQdrant.SPARSE, "other").get(bit - 1);
            return new Clause(
                    ConditionFactory.hasVector(name),
                    (object, point) -> point != null && bit < 3 && (point.vectors() & bit) != 0);
        }

        private Clause field() {
            String key = path();
            FieldCondition.Builder field = FieldCondition.newBuilder().setKey(key);
            Predicate<List<Object>> test = test(field, key);
            return new Clause(
                    Condition.newBuilder().setField(field).build(), (object, point) -> test.test(at(key, object)));
        }

        private Predicate<List<Object>> test(FieldCondition.Builder field, String key) {
            return switch (random.nextInt(12)) {
                case 0 -> {
                    int from = random.nextInt(3);
                    int to = random.nextInt(4);
                    field.setValuesCount(ValuesCount.newBuilder().setGte(from).setLt(to));
                    yield values -> values.isEmpty()
                            ? from == 0 && to > 0
                            : values.stream().map(Maker::count).anyMatch(n -> n >= from && n < to);
                }
                case 1 -> {
                    boolean flag = random.nextBoolean();
                    field.setIsEmpty(flag);
                    yield indexed.contains(key)
                            ? values -> values.stream().allMatch(Maker::isEmpty) == flag
                            : values ->
                                    values.isEmpty() ? flag : values.stream().anyMatch(value -> isEmpty(value) == flag);
                }
                case 2 -> {
                    boolean flag = random.nextBoolean();
                    field.setIsNull(flag);
                    yield indexed.contains(key)
                            ? values -> values.stream().anyMatch(v -> v == null || hasNull(v)) == flag
                            : values -> values.isEmpty()
                                    ? !flag
                                    : values.stream().anyMatch(v -> (v == null || hasNull(v)) == flag);
                }
                case 3 -> text(field, key);
                case 4 -> {
                    // Two tests in one condition: either is enough.
                    Predicate<Object> first = match(field);
                    yield some(first.or(range(field)));
                }
                case 5 -> some(range(field));
                case 6 -> some(time(field));
                case 7 -> some(box(field));
                default -> some(match(field));
            };
        }

        private Predicate<Object> match(FieldCondition.Builder field) {
            Match.Builder match = field.getMatchBuilder();
            String word = RandomPoint.text(random);
            String other = RandomPoint.text(random);
            long number = random.nextInt(4);
            long next = random.nextInt(4);
            switch (random.nextInt(7)) {
                case 0 -> {
                    match.setKeyword(word);
                    return word::equals;
                }
                case 1 -> {
                    match.setInteger(number);
                    return value -> value instanceof Long found && found == number;
                }
                case 2 -> {
                    match.setBoolean(number > 1);
                    return value -> value instanceof Boolean found && found == number > 1;
                }
                case 3 -> {
                    match.setKeywords(
                            RepeatedStrings.newBuilder().addStrings(word).addStrings(other));
                    return value -> word.equals(value) || other.equals(value);
                }
                case 4 -> {
                    match.setIntegers(
                            RepeatedIntegers.newBuilder().addIntegers(number).addIntegers(next));
                    return value -> value instanceof Long found && (found == number || found == next);
                }
                case 5 -> {
                    match.setExceptKeywords(
                            RepeatedStrings.newBuilder().addStrings(word).addStrings(other));
                    return value -> value != null && !word.equals(value) && !other.equals(value);
                }
                default -> {
                    match.setExceptIntegers(RepeatedIntegers.newBuilder().addIntegers(number));
                    return value -> value != null && !Long.valueOf(number).equals(value);
                }
            }
        }

        private Predicate<Object> range(FieldCondition.Builder field) {
            double from = random.nextInt(8) / 2.0;
            double to = random.nextInt(10) / 2.0;
            Range.Builder range = field.getRangeBuilder();
            boolean open = random.nextBoolean();
            if (open) {
                range.setGt(from).setLt(to);
            } else {
                range.setGte(from).setLte(to);
            }
            return value -> {
                if (!(value instanceof Number number)) {
                    return false;
                }
                double n = number.doubleValue();
                return open ? n > from && n < to : n >= from && n <= to;
            };
        }

        private Predicate<Object> time(FieldCondition.Builder field) {
            Instant from = NEW_YEAR.minusSeconds(random.nextInt(3_600));
            field.setDatetimeRange(
                    DatetimeRange.newBuilder().setGte(Timestamp.newBuilder().setSeconds(from.getEpochSecond())));
            return value -> {
                Instant time = time(value);
                return time != null && !time.isBefore(from);
            };
        }

        private static @Nullable Instant time(Object value) {
            if (!(value instanceof String)) {
                return null;
            }
            return switch ((String) value) {
                case "2024-01-01", "2024-01-01T00:00:00Z" -> NEW_YEAR;
                case "2024-01-02 03:04:05.5" -> Instant.parse("2024-01-02T03:04:05.500Z");
                case "2024-01-01T00:30:00+01:00" -> Instant.parse("2023-12-31T23:30:00Z");
                default -> null;
            };
        }

        private Predicate<Object> box(FieldCondition.Builder field) {
            int west = random.nextInt(10);
            int east = random.nextInt(10);
            int south = random.nextInt(5);
            field.setGeoBoundingBox(GeoBoundingBox.newBuilder()
                    .setTopLeft(GeoPoint.newBuilder().setLon(west).setLat(9))
                    .setBottomRight(GeoPoint.newBuilder().setLon(east).setLat(south)));
            return value -> {
                if (!(value instanceof Map<?, ?> object && object.get("lon") instanceof Double lon)) {
                    return false;
                }
                long lat = (Long) ((Map<?, ?>) value).get("lat");
                boolean within = west > east ? lon > west || lon < east : lon > west && lon < east;
                return within && lat > south && lat < 9;
            };
        }

        private Predicate<List<Object>> text(FieldCondition.Builder field, String key) {
            String wanted = RandomPoint.text(random).replaceAll("-+$", "");
            boolean any = random.nextBoolean();
            if (any) {
                field.getMatchBuilder().setTextAny(wanted);
            } else {
                field.getMatchBuilder().setText(wanted);
            }
            if (indexed.contains(key) && key.equals("a")) {
                Set<String> words = words(wanted);
                return values -> {
                    Set<String> found = new HashSet<>();
                    flat(values).forEach(value -> found.addAll(value instanceof String text ? words(text) : Set.of()));
                    return any
                            ? words.stream().anyMatch(found::contains)
                            : !words.isEmpty() && found.containsAll(words);
                };
            }
            List<String> parts = any
                    ? Arrays.stream(wanted.split(" "))
                            .filter(part -> !part.isEmpty())
                            .toList()
                    : List.of(wanted);
            return some(value -> value instanceof String text && parts.stream().anyMatch(text::contains));
        }

        private static Set<String> words(String text) {
            Set<String> words =
                    new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
            words.remove("");
            return words;
        }

        private static Predicate<List<Object>> some(Predicate<Object> element) {
            return values -> flat(values).stream().anyMatch(element);
        }

        private static List<Object> flat(List<Object> values) {
            List<Object> flat = new ArrayList<>();
            values.forEach(value -> {
                if (value instanceof List<?> elements) {
                    flat.addAll(elements);
                } else {
                    flat.add(value);
                }
            });
            return flat;
        }

        private static boolean isEmpty(@Nullable Object value) {
            return value == null || value instanceof List<?> elements && elements.isEmpty();
        }

        private static boolean hasNull(@Nullable Object value) {
            return value instanceof List<?> elements && elements.stream().anyMatch(e -> e == null);
        }

        private static int count(@Nullable Object value) {
            if (value instanceof List<?> elements) {
                return elements.size();
            }
            return value == null ? 0 : 1;
        }

        private String path() {
            StringBuilder path = new StringBuilder(key());
            for (int left = Math.max(0, random.nextInt(5) - 2); left > 0; left--) {
                switch (random.nextInt(4)) {
                    case 0 -> path.append("[").append(random.nextInt(3)).append("]");
                    case 1 -> path.append("[]");
                    default -> path.append(".").append(key());
                }
            }
            return path.toString();
        }

        private String key() {
            String key = RandomPoint.KEYS.get(random.nextInt(RandomPoint.KEYS.size()));
            return key.contains(" ") ? '"' + key + '"' : key;
        }
    }

    /** The values at a path: each step leads on from all values that the one before led to. */
    private static List<Object> at(String path, Map<?, ?> payload) {
        List<Object> values = new ArrayList<>(List.of(payload));
        for (String step : path.replace("[", ".[").split("\\.")) {
            List<Object> next = new ArrayList<>();
            for (Object value : values) {
                if (step.startsWith("[") && value instanceof List<?> elements) {
                    String position = step.substring(1, step.length() - 1);
                    if (position.isEmpty()) {
                        next.addAll(elements);
                    } else if (Integer.parseInt(position) < elements.size()) {
                        next.add(elements.get(Integer.parseInt(position)));
                    }
                } else if (value instanceof Map<?, ?> members && members.containsKey(step.replace("\"", ""))) {
                    next.add(members.get(step.replace("\"", "")));
                }
            }
            values = next;
        }
        return values;
    }

    public static RandomFilter make(SplittableRandom random, Set<String> indexed) {
        List<Test> tests = new ArrayList<>();
        Filter filter = new Maker(random, indexed).filter(0, tests).build();
        return new RandomFilter(filter, point -> tests.stream().allMatch(test -> test.holds(point.payload(), point)));
    }
}
