package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Collection;

/** Checks payloads before they are logged. */
final class PayloadChecks {
    /** Deeper ones could be stored, but clients read messages of 100 levels at most, and a level here is three of theirs. */
    private static final int MOST_LEVELS = 30;

    private PayloadChecks() {}

    /**
     * Refuses what is no JSON and what is nested too deep.
     *
     * @param above how many levels are around the values
     */
    static void check(Collection<Value> values, int above) {
        if (above > MOST_LEVELS) {
            throw Refusal.badInput("A payload can have %d levels at most, one within the other".formatted(MOST_LEVELS));
        }
        values.forEach(value -> check(value, above));
    }

    private static void check(Value value, int above) {
        switch (value.getKindCase()) {
            case DOUBLE_VALUE -> {
                if (!Double.isFinite(value.getDoubleValue())) {
                    throw Refusal.badInput("`payload` contains %s, which is no number"
                            .formatted(value.getDoubleValue()));
                }
            }
            case LIST_VALUE -> check(value.getListValue().getValuesList(), above + 1);
            case STRUCT_VALUE -> check(value.getStructValue().getFieldsMap().values(), above + 1);
            case NULL_VALUE, INTEGER_VALUE, STRING_VALUE, BOOL_VALUE, KIND_NOT_SET -> {}
        }
    }
}
