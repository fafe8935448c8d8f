package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.JsonWithInt.ListValue;
import io.qdrant.client.grpc.JsonWithInt.NullValue;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A point of plain Java values: maps, lists, strings, longs, doubles, booleans and null.
 *
 * @param vectors 1 for a dense one, 2 for a sparse one, 3 for both
 */
public record RandomPoint(long id, Map<String, @Nullable Object> payload, int vectors) {
    static final List<String> KEYS = List.of("a", "b", "c", "odd key");
    static final List<String> WORDS = List.of("red", "Green", "blue sky", "8", "1", "", "x", "über");
    private static final List<String> TIMES = List.of(
            "2024-01-01", "2024-01-01T00:00:00Z", "2024-01-02 03:04:05.5", "2024-13-01", "2024-01-01T00:30:00+01:00");
    private static final int DEEPEST = 3;

    public static RandomPoint make(SplittableRandom random, long id) {
        return new RandomPoint(id, object(random, 0), random.nextInt(4));
    }

    private static Map<String, @Nullable Object> object(SplittableRandom random, int depth) {
        Map<String, @Nullable Object> members = new HashMap<>();
        for (String key : KEYS) {
            if (random.nextInt(3) > 0) {
                members.put(key, value(random, depth + 1));
            }
        }
        if (random.nextInt(8) == 0) {
            members.put("lon", (double) random.nextInt(10));
            members.put("lat", (long) random.nextInt(10));
        }
        return members;
    }

    private static @Nullable Object value(SplittableRandom random, int depth) {
        int kind = random.nextInt(depth < DEEPEST ? 14 : 9);
        return switch (kind) {
            case 0 -> null;
            case 1, 2 -> (long) random.nextInt(4);
            case 3 -> random.nextInt(8) / 2.0;
            case 4, 5 -> text(random);
            case 6 -> random.nextBoolean();
            case 7 -> TIMES.get(random.nextInt(TIMES.size()));
            case 8, 9, 10, 11 -> list(random, depth);
            default -> object(random, depth);
        };
    }

    private static List<@Nullable Object> list(SplittableRandom random, int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            elements.add(depth < DEEPEST + 1 ? value(random, depth + 1) : text(random));
        }
        return elements;
    }

    static String text(SplittableRandom random) {
        String one = WORDS.get(random.nextInt(WORDS.size()));
        String text = random.nextInt(3) > 0 ? one : one + " " + WORDS.get(random.nextInt(WORDS.size()));
        // Too long for a term of the index.
        return random.nextInt(12) == 0 ? text + "-".repeat(1_500) : text;
    }

    public static Map<String, Value> protos(Map<String, @Nullable Object> members) {
        Map<String, Value> protos = new HashMap<>();
        members.forEach((key, value) -> protos.put(key, proto(value)));
        return protos;
    }

    private static Value proto(@Nullable Object value) {
        Value.Builder proto = Value.newBuilder();
        if (value instanceof Map<?, ?> members) {
            Struct.Builder struct = Struct.newBuilder();
            members.forEach((key, member) -> struct.putFields((String) key, proto(member)));
            return proto.setStructValue(struct).build();
        }
        if (value instanceof List<?> elements) {
            ListValue.Builder list = ListValue.newBuilder();
            elements.forEach(element -> list.addValues(proto(element)));
            return proto.setListValue(list).build();
        }
        if (value instanceof String text) {
            return proto.setStringValue(text).build();
        }
        if (value instanceof Long number) {
            return proto.setIntegerValue(number).build();
        }
        if (value instanceof Double number) {
            return proto.setDoubleValue(number).build();
        }
        if (value instanceof Boolean truth) {
            return proto.setBoolValue(truth).build();
        }
        return proto.setNullValue(NullValue.NULL_VALUE).build();
    }
}
