package dev.lockstep.embedded.qdrant.protocol;

import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a payload something is to be written or removed, in the notation of {@link PayloadPath}: {@code author.name},
 * {@code parts[].size}, {@code parts[0]}.
 */
public record PayloadPlace(List<PayloadStep> steps) {
    public PayloadPlace {
        steps = List.copyOf(steps);
    }

    /** Reads the key of a request. */
    public static PayloadPlace parse(String key) {
        return new PayloadPlace(PayloadPath.parse(key).steps());
    }

    /** How many objects and arrays are around what is there. */
    public int depth() {
        return steps.size();
    }

    /** The payload with the fields merged into the object at this place, which is made where there is none. */
    public Map<String, Value> merge(Map<String, Value> payload, Map<String, Value> fields) {
        return set(PayloadStep.object(payload), 0, fields).getStructValue().getFieldsMap();
    }

    /** The payload without what is at this place. */
    public Map<String, Value> remove(Map<String, Value> payload) {
        return remove(PayloadStep.object(payload), 0).getStructValue().getFieldsMap();
    }

    /** The fields of both, those of the second first; a null removes, at the top level only. As in Qdrant. */
    public static Map<String, Value> merged(Map<String, Value> payload, Map<String, Value> fields) {
        Map<String, Value> merged = new LinkedHashMap<>(payload);
        fields.forEach((name, value) -> {
            switch (value.getKindCase()) {
                case NULL_VALUE, KIND_NOT_SET -> merged.remove(name);
                case BOOL_VALUE, INTEGER_VALUE, DOUBLE_VALUE, STRING_VALUE, LIST_VALUE, STRUCT_VALUE ->
                    merged.put(name, value);
            }
        });
        return merged;
    }

    private Value set(Value in, int step, Map<String, Value> fields) {
        return step == steps.size()
                ? PayloadStep.object(merged(in.getStructValue().getFieldsMap(), fields))
                : steps.get(step).set(in, inner -> set(inner, step + 1, fields));
    }

    private Value remove(Value in, int step) {
        return step == steps.size() - 1
                ? steps.get(step).removeFrom(in)
                : steps.get(step).within(in, inner -> remove(inner, step + 1));
    }
}
