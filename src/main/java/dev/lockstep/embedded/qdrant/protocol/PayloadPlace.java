package dev.lockstep.embedded.qdrant.protocol;

import dev.lockstep.embedded.qdrant.protocol.PayloadStep.Each;
import dev.lockstep.embedded.qdrant.protocol.PayloadStep.Key;
import dev.lockstep.embedded.qdrant.protocol.PayloadStep.Position;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a payload something is to be written or removed, in the notation of {@link PayloadPath}: {@code author.name},
 * {@code parts[].size}, {@code parts[0]}.
 */
public record PayloadPlace(List<PayloadStep> steps) {
    private static final String NAME = "(?:(?<plain>[\\p{IsAlphabetic}\\p{N}_-]+)|\"(?<quoted>[^\"\\\\]*)\")";
    private static final Pattern FIRST = Pattern.compile(NAME);
    private static final Pattern NEXT = Pattern.compile("\\." + NAME + "|(?<each>\\[])|\\[(?<position>[0-9]{1,18})]");

    public PayloadPlace {
        steps = List.copyOf(steps);
    }

    /** Reads the key of a request. */
    public static PayloadPlace parse(String key) {
        Matcher item = FIRST.matcher(key);
        if (!item.lookingAt()) {
            throw malformed(key);
        }
        List<PayloadStep> steps = new ArrayList<>();
        steps.add(key(item));
        int end = item.end();
        item.usePattern(NEXT);
        while (end < key.length()) {
            if (!item.region(end, key.length()).lookingAt()) {
                throw malformed(key);
            }
            steps.add(next(item));
            end = item.end();
        }
        return new PayloadPlace(steps);
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

    private static PayloadStep next(Matcher item) {
        if (item.group("each") != null) {
            return new Each();
        }
        return item.group("position") != null ? new Position(Long.parseLong(item.group("position"))) : key(item);
    }

    private static Key key(Matcher item) {
        return new Key(item.group("plain") != null ? item.group("plain") : item.group("quoted"));
    }

    private static RuntimeException malformed(String key) {
        return Refusal.badInput("Invalid json path: '" + key + "'");
    }
}
