package dev.lockstep.testing;

import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Metadata and filters over a handful of fields, so that many filters match some documents and few match all. */
public final class RandomFilters {

    private static final List<String> COLOURS = List.of("red", "green", "blue", "2024-03-01", "");
    private static final List<String> DATES =
            List.of("2023-12-31", "2024-03-01T12:00:00Z", "2024-03-01T14:00:00+02:00", "2025-01-01 00:00:00", "soon");

    private final SplittableRandom random;

    public RandomFilters(SplittableRandom random) {
        this.random = random;
    }

    public Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        maybe(metadata, "colour", one(COLOURS));
        maybe(metadata, "size", random.nextBoolean() ? (Object) random.nextInt(4) : random.nextInt(8) / 2.0);
        maybe(metadata, "open", random.nextBoolean());
        maybe(metadata, "at", one(DATES));
        maybe(metadata, "tags", some(COLOURS));
        maybe(metadata, "owner", Map.of("name", one(COLOURS), "age", random.nextInt(4)));
        return metadata;
    }

    private void maybe(Map<String, Object> metadata, String key, Object value) {
        if (random.nextInt(4) > 0) {
            metadata.put(key, value);
        }
    }

    public Map<String, Object> filter() {
        return filter(3);
    }

    private Map<String, Object> filter(int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 10)) {
            case 0 -> Map.of(one(List.of("colour", "tags", "owner.name")), one(COLOURS));
            case 1 -> Map.of(one(List.of("size", "owner.age")), Map.of(one(List.of("$eq", "$ne")), random.nextInt(4)));
            case 2 -> Map.of(one(List.of("colour", "tags")), Map.of(one(List.of("$in", "$nin")), some(COLOURS)));
            case 3 -> Map.of("size", Map.of(one(List.of("$gt", "$gte", "$lt", "$lte")), random.nextInt(8) / 2.0));
            case 4 -> Map.of("at", Map.of(one(List.of("$gt", "$gte", "$lt", "$lte")), DATES.get(random.nextInt(4))));
            case 5 -> Map.of("open", random.nextBoolean());
            case 6 ->
                Map.of(
                        one(List.of("colour", "size", "tags", "owner.age", "at")),
                        Map.of("$exists", random.nextBoolean()));
            case 7 -> Map.of("$and", List.of(filter(depth - 1), filter(depth - 1)));
            case 8 -> Map.of("$or", List.of(filter(depth - 1), filter(depth - 1)));
            default -> Map.of("$not", filter(depth - 1));
        };
    }

    /** Whether a document with this metadata should be found, by the definition of the filter. */
    public static boolean matches(Map<String, Object> filter, Map<String, Object> metadata) {
        Filter parsed = FilterParser.parse(filter);
        return parsed.matches(new Metadata(metadata));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(List<T> of) {
        List<T> some = new ArrayList<>();
        int size = 1 + random.nextInt(2);
        for (int i = 0; i < size; i++) {
            some.add(one(of));
        }
        return some;
    }
}
