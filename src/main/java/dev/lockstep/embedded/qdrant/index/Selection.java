package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a point a caller wants to see.
 *
 * @param payload which top-level keys
 * @param vectors which vectors
 */
public record Selection(Predicate<String> payload, Predicate<String> vectors) {
    static final Predicate<String> ALL = name -> true;
    static final Predicate<String> NONE = name -> false;

    /** Reads the selectors of a request; an unset one selects nothing. */
    public static Selection of(WithPayloadSelector payload, WithVectorsSelector vectors) {
        return new Selection(payload(payload), vectors(vectors));
    }

    boolean wantsPayload() {
        return payload != NONE;
    }

    boolean wantsVectors() {
        return vectors != NONE;
    }

    Map<String, Value> of(Map<String, Value> whole) {
        if (payload == ALL) {
            return whole;
        }
        Map<String, Value> selected = new LinkedHashMap<>(whole);
        selected.keySet().removeIf(payload.negate());
        return selected;
    }

    private static Predicate<String> payload(WithPayloadSelector selector) {
        return switch (selector.getSelectorOptionsCase()) {
            case ENABLE -> selector.getEnable() ? ALL : NONE;
            case INCLUDE -> keys(selector.getInclude().getFieldsList())::contains;
            case EXCLUDE -> Predicate.not(keys(selector.getExclude().getFieldsList())::contains);
            case SELECTOROPTIONS_NOT_SET -> NONE;
        };
    }

    private static Predicate<String> vectors(WithVectorsSelector selector) {
        return switch (selector.getSelectorOptionsCase()) {
            case ENABLE -> selector.getEnable() ? ALL : NONE;
            case INCLUDE -> Set.copyOf(selector.getInclude().getNamesList())::contains;
            case SELECTOROPTIONS_NOT_SET -> NONE;
        };
    }

    private static Set<String> keys(List<String> fields) {
        for (String field : fields) {
            if (!PayloadPath.root(field).equals(PayloadPath.parse(field))) {
                throw Refusal.unsupported("A payload selector of a nested field (`" + field + "`)");
            }
        }
        return Set.copyOf(fields);
    }
}
