package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.PayloadStep;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Walks a path through a payload. What is not there is no value; null is one. */
public final class PayloadValues {
    private PayloadValues() {}

    /** The values at the path; for an array its elements, which are what a condition would test. */
    public static List<Value> elements(PayloadPath path, Map<String, Value> payload) {
        return at(path.steps(), payload).stream()
                .flatMap(value -> flat(value).stream())
                .toList();
    }

    static List<Value> at(List<PayloadStep> path, Map<String, Value> payload) {
        List<Value> found = new ArrayList<>();
        Value first = payload.get(((PayloadStep.Key) path.get(0)).name());
        if (first != null) {
            collect(path.subList(1, path.size()), first, found);
        }
        return found;
    }

    private static void collect(List<PayloadStep> path, Value value, List<Value> found) {
        if (path.isEmpty()) {
            found.add(value);
            return;
        }
        List<PayloadStep> rest = path.subList(1, path.size());
        for (Value next : next(path.get(0), value)) {
            collect(rest, next, found);
        }
    }

    private static List<Value> next(PayloadStep step, Value value) {
        List<Value> elements = value.getListValue().getValuesList();
        if (step instanceof PayloadStep.Key key) {
            Value member = value.getStructValue().getFieldsMap().get(key.name());
            return member == null ? List.of() : List.of(member);
        }
        if (step instanceof PayloadStep.Position position) {
            boolean there = Long.compareUnsigned(position.index(), elements.size()) < 0;
            return there ? List.of(elements.get((int) position.index())) : List.of();
        }
        return elements;
    }

    /** The elements of an array, or the value itself. */
    static List<Value> flat(Value value) {
        return value.hasListValue() ? value.getListValue().getValuesList() : List.of(value);
    }

    /** The strings among the values and among the elements of their arrays. */
    static List<String> strings(List<Value> values) {
        return values.stream().flatMap(PayloadValues::strings).toList();
    }

    static Stream<String> strings(Value value) {
        return flat(value).stream().filter(Value::hasStringValue).map(Value::getStringValue);
    }

    static boolean isNull(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> true;
            case LIST_VALUE, STRUCT_VALUE, STRING_VALUE, INTEGER_VALUE, DOUBLE_VALUE, BOOL_VALUE -> false;
        };
    }

    static boolean isEmpty(Value value) {
        return isNull(value) || (value.hasListValue() && value.getListValue().getValuesCount() == 0);
    }

    static boolean isOrHasNull(Value value) {
        return isNull(value) || value.getListValue().getValuesList().stream().anyMatch(PayloadValues::isNull);
    }
}
