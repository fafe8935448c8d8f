package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a point a caller wants to see.
 *
 * @param vectors which vectors
 */
public record PointSelection(PayloadSelection payload, Predicate<String> vectors) {
    static final Predicate<String> ALL = name -> true;
    static final Predicate<String> NONE = name -> false;

    /** Reads the selectors of a request; an unset one selects nothing. */
    public static PointSelection of(WithPayloadSelector payload, WithVectorsSelector vectors) {
        return new PointSelection(PayloadSelection.of(payload), vectors(vectors));
    }

    boolean wantsPayload() {
        return payload != PayloadSelection.NONE;
    }

    boolean wantsVectors() {
        return vectors != NONE;
    }

    Map<String, Value> of(Map<String, Value> whole) {
        return payload.of(whole);
    }

    private static Predicate<String> vectors(WithVectorsSelector selector) {
        return switch (selector.getSelectorOptionsCase()) {
            case ENABLE -> selector.getEnable() ? ALL : NONE;
            case INCLUDE -> Set.copyOf(selector.getInclude().getNamesList())::contains;
            case SELECTOROPTIONS_NOT_SET -> NONE;
        };
    }
}
