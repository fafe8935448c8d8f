package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.JsonWithInt.ListValue;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which parts of a payload to show. Goes through it from the top and leaves out what a predicate on paths refuses; an object or
 * array that loses everything stays, empty, as in Qdrant.
 */
public final class PayloadSelection {
    static final PayloadSelection ALL = new PayloadSelection(path -> true);
    static final PayloadSelection NONE = new PayloadSelection(path -> false);

    private final Predicate<PayloadPath> shows;

    private PayloadSelection(Predicate<PayloadPath> shows) {
        this.shows = shows;
    }

    static PayloadSelection of(WithPayloadSelector selector) {
        return switch (selector.getSelectorOptionsCase()) {
            case ENABLE -> selector.getEnable() ? ALL : NONE;
            case INCLUDE -> including(paths(selector.getInclude().getFieldsList()));
            case EXCLUDE -> excluding(paths(selector.getExclude().getFieldsList()));
            case SELECTOROPTIONS_NOT_SET -> NONE;
        };
    }

    /** Shows what is on the way to one of the paths, or below it. */
    private static PayloadSelection including(List<PayloadPath> paths) {
        return new PayloadSelection(
                path -> paths.stream().anyMatch(wanted -> wanted.isWithin(path) || path.isWithin(wanted)));
    }

    /** Shows what is not at one of the paths or below. */
    private static PayloadSelection excluding(List<PayloadPath> paths) {
        return new PayloadSelection(path -> paths.stream().noneMatch(path::isWithin));
    }

    private static List<PayloadPath> paths(List<String> fields) {
        return fields.stream().map(PayloadPath::parse).toList();
    }

    Map<String, Value> of(Map<String, Value> payload) {
        if (this == ALL) {
            return payload;
        }
        Map<String, Value> shown = new LinkedHashMap<>();
        payload.forEach((key, value) -> {
            PayloadPath path = PayloadPath.root(key);
            if (shows.test(path)) {
                shown.put(key, of(path, value));
            }
        });
        return shown;
    }

    private Value of(PayloadPath path, Value value) {
        return switch (value.getKindCase()) {
            case STRUCT_VALUE ->
                Value.newBuilder().setStructValue(object(path, value)).build();
            case LIST_VALUE ->
                Value.newBuilder().setListValue(array(path, value)).build();
            case NULL_VALUE, STRING_VALUE, INTEGER_VALUE, DOUBLE_VALUE, BOOL_VALUE, KIND_NOT_SET -> value;
        };
    }

    private Struct object(PayloadPath path, Value value) {
        Struct.Builder shown = Struct.newBuilder();
        value.getStructValue().getFieldsMap().forEach((key, member) -> {
            PayloadPath to = path.key(key);
            if (shows.test(to)) {
                shown.putFields(key, of(to, member));
            }
        });
        return shown.build();
    }

    private ListValue array(PayloadPath path, Value value) {
        ListValue.Builder shown = ListValue.newBuilder();
        PayloadPath to = path.each();
        if (shows.test(to)) {
            value.getListValue().getValuesList().forEach(element -> shown.addValues(of(to, element)));
        }
        return shown.build();
    }
}
