package dev.lockstep.embedded.qdrant.differential;

import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;

/** Payloads of few keys and few values, so that filters on them find something and miss something. */
final class RandomPayloads {
    static final List<String> WORDS = List.of("red", "green", "blue", "sea green", "Grün", "");
    static final List<String> TIMES = List.of(
            "2020-02-29T12:00:00Z", "2021-01-01T00:00:00.5Z", "2022-12-31 23:59:59", "2023-06-01T01:00:00+02:00");

    static final List<String> TEXTS =
            List.of("The dark sea", "Sea green, dark green", "a green Sea", "seagreen", "dunkles Grün");
    static final List<String> UUIDS = List.of(
            "0f3a7c5e-0000-4000-8000-00000000000a",
            "0F3A7C5E-0000-4000-8000-00000000000A",
            "0f3a7c5e-0000-4000-8000-00000000000b");

    private static final List<String> KEYS = List.of(
            "color", "n", "level", "flag", "at", "tags", "numbers", "one", "parts", "text", "place", "key", "absent");

    private final SplittableRandom random;

    RandomPayloads(SplittableRandom random) {
        this.random = random;
    }

    Map<String, Value> next() {
        Map<String, Value> payload = new TreeMap<>();
        maybe(payload, "color", value(word()));
        maybe(payload, "n", number());
        maybe(payload, "flag", value(random.nextBoolean()));
        maybe(payload, "at", value(time()));
        maybe(payload, "level", value(random.nextInt(4) - 1));
        maybe(payload, "text", value(any(TEXTS)));
        maybe(payload, "key", value(uuid()));
        maybe(payload, "place", some(this::place));
        maybe(payload, "tags", some(() -> value(word())));
        maybe(payload, "numbers", some(this::number));
        maybe(payload, "one", value(Map.of("two", value(word()), "three", number())));
        maybe(payload, "parts", some(() -> value(Map.of("name", value(word()), "size", number()))));
        if (random.nextInt(6) == 0) {
            payload.put(key(), nullValue());
        }
        return payload;
    }

    String word() {
        return any(WORDS);
    }

    /** One word of a text, or some. */
    String words() {
        List<String> words = List.of(any(TEXTS).split(" "));
        int from = random.nextInt(words.size());
        return String.join(" ", words.subList(from, from + 1 + random.nextInt(words.size() - from)));
    }

    String uuid() {
        return any(UUIDS);
    }

    String time() {
        return any(TIMES);
    }

    String key() {
        return any(KEYS);
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Within some degrees of one place. */
    private Value place() {
        return value(Map.of("lon", value(random.nextDouble(10, 14)), "lat", value(random.nextDouble(50, 54))));
    }

    private Value number() {
        return random.nextInt(3) == 0 ? value(random.nextInt(8) / 2.0) : value(random.nextInt(8) - 2);
    }

    private Value some(Supplier<Value> element) {
        return list(Stream.generate(element).limit(random.nextInt(4)).toList());
    }

    private void maybe(Map<String, Value> payload, String key, Value value) {
        if (random.nextInt(3) > 0) {
            payload.put(key, value);
        }
    }
}
