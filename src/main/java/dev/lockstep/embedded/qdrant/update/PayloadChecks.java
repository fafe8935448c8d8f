package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPlace;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Collection;

/** Checks payloads before they are logged. */
final class PayloadChecks {
    /**
     * How deep a payload may be, which is as deep as an upsert can have it: a message has 100 levels at most, of which three are
     * above the values. What is set at a path could come to more, and no client could read it.
     */
    private static final int MOST_LEVELS = 97;

    private static final int LEVELS_OF_AN_OBJECT = 3;
    private static final int LEVELS_OF_AN_ARRAY = 2;

    private PayloadChecks() {}

    /** Refuses what is no JSON. */
    static void check(Collection<Value> values) {
        check(values, 0);
    }

    /** Refuses what is no JSON, or too deep for its place. */
    static void check(Collection<Value> values, PayloadPlace place) {
        check(values, place.depth() * LEVELS_OF_AN_OBJECT);
    }

    private static void check(Collection<Value> values, int levels) {
        if (levels > MOST_LEVELS) {
            throw ErrorStatus.badInput("A payload can have %d levels at most, of which an object has %d and an array %d"
                    .formatted(MOST_LEVELS, LEVELS_OF_AN_OBJECT, LEVELS_OF_AN_ARRAY));
        }
        values.forEach(value -> check(value, levels));
    }

    private static void check(Value value, int levels) {
        switch (value.getKindCase()) {
            case DOUBLE_VALUE -> {
                if (!Double.isFinite(value.getDoubleValue())) {
                    throw ErrorStatus.badInput(
                            "`payload` contains %s, which is not a finite number".formatted(value.getDoubleValue()));
                }
            }
            case LIST_VALUE -> check(value.getListValue().getValuesList(), levels + LEVELS_OF_AN_ARRAY);
            case STRUCT_VALUE -> check(value.getStructValue().getFieldsMap().values(), levels + LEVELS_OF_AN_OBJECT);
            case NULL_VALUE, INTEGER_VALUE, STRING_VALUE, BOOL_VALUE, KIND_NOT_SET -> {}
        }
    }
}
