package dev.lockstep.embedded.qdrant.differential;

import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;

/** Payloads of few keys and few values, so that filters on them find something and miss something. */
final class RandomPayloads {
    static final List<String> WORDS = List.of("red", "green", "blue", "sea green", "Grün", "");
    static final List<String> TIMES = List.of(
            "2020-02-29T12:00:00Z", "2021-01-01T00:00:00.5Z", "2022-12-31 23:59:59", "2023-06-01T01:00:00+02:00");

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
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    String time() {
        return TIMES.get(random.nextInt(TIMES.size()));
    }

    String key() {
        List<String> keys = List.of("color", "n", "flag", "at", "tags", "numbers", "one", "parts", "absent");
        return keys.get(random.nextInt(keys.size()));
    }

    private Value number() {
        return random.nextInt(3) == 0 ? value(random.nextInt(8) / 2.0) : value(random.nextInt(8) - 2);
    }

    private Value some(java.util.function.Supplier<Value> element) {
        return list(Stream.generate(element).limit(random.nextInt(4)).toList());
    }

    private void maybe(Map<String, Value> payload, String key, Value value) {
        if (random.nextInt(3) > 0) {
            payload.put(key, value);
        }
    }
}
