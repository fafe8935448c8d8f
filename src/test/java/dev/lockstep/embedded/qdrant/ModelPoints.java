package dev.lockstep.embedded.qdrant;

import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The points of a collection as plain maps: payloads have the numbers n and m and an object o, vectors one number each. */
final class ModelPoints {
    final Map<Long, Point> points = new TreeMap<>();

    /** A point. */
    static final class Point {
        final Map<String, Long> fields = new HashMap<>();
        Map<String, Long> object;
        final Map<String, Float> vectors = new HashMap<>();

        Map<String, Value> payload() {
            Map<String, Value> payload = values(fields);
            if (object != null) {
                payload.put("o", ValueFactory.value(values(object)));
            }
            return payload;
        }

        private static Map<String, Value> values(Map<String, Long> numbers) {
            Map<String, Value> values = new HashMap<>();
            numbers.forEach((name, number) -> values.put(name, ValueFactory.value(number)));
            return values;
        }

        boolean hasN(long n) {
            return Long.valueOf(n).equals(fields.get("n"));
        }
    }

    /** Which of the wanted are not there, after the others have been changed. */
    List<Long> change(List<Long> wanted, Consumer<Point> change) {
        List<Long> missing = new ArrayList<>();
        for (long id : wanted) {
            if (points.containsKey(id)) {
                change.accept(points.get(id));
            } else {
                missing.add(id);
            }
        }
        return missing;
    }

    List<Long> withN(long n) {
        return points.keySet().stream().filter(id -> points.get(id).hasN(n)).toList();
    }
}
