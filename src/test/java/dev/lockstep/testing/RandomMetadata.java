package dev.lockstep.testing;

import dev.lockstep.domain.FieldType;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterTyping;
import dev.lockstep.domain.KnownFields;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.MetadataSchema.Additional;
import dev.lockstep.domain.MetadataSchema.Field;
import dev.lockstep.domain.MetadataSchema.Presence;
import dev.lockstep.domain.MetadataSchema.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Metadata and filters on it, in their JSON form, as different as they may be and yet often matching. */
public final class RandomMetadata {

    private static final List<String> TEAMS = List.of("people", "People", "sales", "", "ünïcode 🦦", "2026", "true");
    private static final List<Number> NUMBERS = List.of(
            0,
            -0.0,
            1,
            1.0,
            2.5,
            -3,
            1e7,
            1e-7,
            1e20,
            1e23,
            0.1 + 0.2,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            9_007_199_254_740_992L,
            2026);
    private static final List<String> DATES = List.of(
            "2026-01-01",
            "2026-01-01T00:00:00Z",
            "2026-01-01T01:00:00+01:00",
            "2026-01-01 00:00:00",
            "2026-06-30T12:34:56.789Z",
            "1969-12-31T23:59:59",
            "2026-06-30T12:34:56.789123Z");

    private final SplittableRandom random;

    public RandomMetadata(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Readers in every form that documents may have, from before they meant anything too. */
    public static List<Map<String, Object>> readers() {
        return List.of(
                Map.of(),
                Map.of("team", "people"),
                Map.of("readers", List.of()),
                Map.of("readers", "alice"),
                Map.of("readers", "Alice"),
                Map.of("readers", List.of("alice")),
                Map.of("readers", List.of("bob", "group:staff")),
                Map.of("readers", List.of("bob")),
                Map.of("readers", 5),
                Map.of("readers", true),
                Map.of("readers", List.of(5, "alice")),
                Map.of("readers", List.of(5)),
                Map.of("readers", Map.of("alice", true)),
                Map.of("readers", Map.of("alice", "alice")),
                Map.of("author", Map.of("readers", "alice")));
    }

    /** Callers of those. */
    public static List<Filter.ReadableBy> readable() {
        return Stream.of(Set.of("alice"), Set.of("alice", "group:staff"), Set.of("carol"), Set.<String>of())
                .flatMap(principals ->
                        Stream.of(true, false).map(orUnnamed -> new Filter.ReadableBy(principals, orUnnamed)))
                .toList();
    }

    /** Every field with every type it may have, so that filters on them are known. */
    public static List<Map<String, Object>> everyField() {
        return List.of(
                Map.of(
                        "team",
                        "people",
                        "year",
                        2026,
                        "score",
                        0.5,
                        "flag",
                        true,
                        "due",
                        "2026-01-01",
                        "tags",
                        List.of("a", "b"),
                        "numbers",
                        List.of(1, 2),
                        "author",
                        Map.of("name", "ada", "age", 36, "home", Map.of("town", "London")),
                        "mixed",
                        List.of("a", 1, true, "2026-01-01")),
                Map.of("mixed", Map.of("inner", "a")));
    }

    /** How a schema reads filters that declares all fields but {@code mixed}. */
    public static FilterTyping typing() {
        Map<String, Field> fields = new HashMap<>();
        List.of("team", "author.name", "author.home.town").forEach(name -> fields.put(name, field(FieldType.STRING)));
        List.of("year", "score", "author.age").forEach(name -> fields.put(name, field(FieldType.NUMBER)));
        fields.put("flag", field(FieldType.BOOLEAN));
        fields.put("due", field(FieldType.DATE));
        fields.put("tags", new Field(FieldType.STRING, Shape.LIST, Presence.OPTIONAL));
        fields.put("numbers", new Field(FieldType.NUMBER, Shape.LIST, Presence.OPTIONAL));
        Map<String, Set<FieldType>> known = new HashMap<>();
        everyField().forEach(metadata -> known.putAll(new Metadata(metadata).fields()));
        known.put("mixed", EnumSet.allOf(FieldType.class));
        return new FilterTyping(new MetadataSchema(fields, Additional.ALLOW), new KnownFields(known));
    }

    private static Field field(FieldType type) {
        return new Field(type, Shape.SINGLE, Presence.OPTIONAL);
    }

    public Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        sometimes(metadata, "team", () -> one(TEAMS));
        sometimes(metadata, "year", () -> one(NUMBERS));
        sometimes(metadata, "score", () -> one(NUMBERS));
        sometimes(metadata, "flag", random::nextBoolean);
        sometimes(metadata, "due", () -> one(DATES));
        sometimes(metadata, "tags", () -> list(() -> one(TEAMS)));
        sometimes(metadata, "numbers", () -> list(() -> one(NUMBERS)));
        sometimes(metadata, "author", this::author);
        sometimes(metadata, "mixed", this::mixed);
        return metadata;
    }

    private Object author() {
        Map<String, Object> author = new LinkedHashMap<>();
        sometimes(author, "name", () -> one(TEAMS));
        sometimes(author, "age", () -> one(NUMBERS));
        sometimes(author, "home", () -> Map.of("town", one(TEAMS)));
        return author;
    }

    private Object mixed() {
        return switch (random.nextInt(6)) {
            case 0 -> one(TEAMS);
            case 1 -> one(NUMBERS);
            case 2 -> random.nextBoolean();
            case 3 -> one(DATES);
            case 4 -> Map.of("inner", one(TEAMS));
            default -> list(() -> random.nextBoolean() ? one(TEAMS) : one(NUMBERS));
        };
    }

    private void sometimes(Map<String, Object> object, String key, Supplier<Object> value) {
        if (random.nextInt(3) > 0) {
            object.put(key, value.get());
        }
    }

    private List<Object> list(Supplier<Object> element) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> element.get())
                .toList();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    public Map<String, Object> filter() {
        return filter(3);
    }

    private Map<String, Object> filter(int depth) {
        int kind = depth == 0 ? 9 : random.nextInt(10);
        return switch (kind) {
            case 0 -> Map.of("$and", filters(depth - 1));
            case 1 -> Map.of("$or", filters(depth - 1));
            case 2 -> Map.of("$not", filter(depth - 1));
            case 3 -> {
                Map<String, Object> both = new LinkedHashMap<>(condition());
                both.putAll(condition());
                yield both;
            }
            default -> condition();
        };
    }

    private List<Map<String, Object>> filters(int depth) {
        List<Map<String, Object>> filters = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            filters.add(filter(depth));
        }
        return filters;
    }

    private Map<String, Object> condition() {
        return switch (random.nextInt(6)) {
            case 0 -> on(one(List.of("team", "tags", "author.name", "author.home.town", "mixed")), equality(TEAMS));
            case 1 -> on(one(List.of("year", "score", "numbers", "author.age", "mixed")), equality(NUMBERS));
            case 2 -> on(one(List.of("year", "score", "numbers", "author.age", "mixed")), range(NUMBERS));
            case 3 -> on(one(List.of("due", "mixed")), random.nextBoolean() ? range(DATES) : equality(DATES));
            case 4 -> on(one(List.of("flag", "mixed")), equality(List.of(true, false)));
            default ->
                on(
                        one(List.of("team", "tags", "numbers", "author.name", "author.home.town", "mixed", "flag")),
                        Map.of("$exists", random.nextBoolean()));
        };
    }

    private static Map<String, Object> on(String field, Object condition) {
        return Map.of(field, condition);
    }

    private Object equality(List<?> values) {
        return switch (random.nextInt(5)) {
            case 0 -> one(values);
            case 1 -> Map.of("$eq", one(values));
            case 2 -> Map.of("$ne", one(values));
            case 3 -> Map.of("$in", List.of(one(values), one(values)));
            default -> Map.of("$nin", List.of(one(values), one(values)));
        };
    }

    private Object range(List<?> values) {
        Map<String, Object> range = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            range.put(random.nextBoolean() ? "$gt" : "$gte", one(values));
        }
        if (range.isEmpty() || random.nextBoolean()) {
            range.put(random.nextBoolean() ? "$lt" : "$lte", one(values));
        }
        return range;
    }
}
