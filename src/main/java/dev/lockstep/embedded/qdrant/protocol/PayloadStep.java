package dev.lockstep.embedded.qdrant.protocol;

import io.qdrant.client.grpc.JsonWithInt.ListValue;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One step of a {@link PayloadPlace} into a value. Values are never changed: a changed copy is returned. */
public sealed interface PayloadStep {
    /** Changes what the step leads to. A value of another kind is replaced by one that can be entered this way. */
    Value set(Value in, UnaryOperator<Value> change);

    /** Changes what the step leads to if it is there. */
    Value within(Value in, UnaryOperator<Value> change);

    /** Removes what the step leads to. */
    Value removeFrom(Value in);

    /** Into an object: {@code .name}. */
    record Key(String name) implements PayloadStep {
        private static final Value NULL = Value.getDefaultInstance();

        @Override
        public Value set(Value in, UnaryOperator<Value> change) {
            Map<String, Value> fields = new LinkedHashMap<>(in.getStructValue().getFieldsMap());
            fields.put(name, change.apply(fields.getOrDefault(name, NULL)));
            return object(fields);
        }

        @Override
        public Value within(Value in, UnaryOperator<Value> change) {
            return in.getStructValue().containsFields(name) ? set(in, change) : in;
        }

        @Override
        public Value removeFrom(Value in) {
            if (!in.getStructValue().containsFields(name)) {
                return in;
            }
            return in.toBuilder()
                    .setStructValue(in.getStructValue().toBuilder().removeFields(name))
                    .build();
        }
    }

    /** Into one place of an array, counted from 0 without sign: {@code [2]}. Places that are not there are not made. */
    record Position(long index) implements PayloadStep {
        @Override
        public Value set(Value in, UnaryOperator<Value> change) {
            return in.hasListValue() ? within(in, change) : array(List.of());
        }

        @Override
        public Value within(Value in, UnaryOperator<Value> change) {
            ListValue list = in.getListValue();
            if (Long.compareUnsigned(index, list.getValuesCount()) >= 0) {
                return in;
            }
            Value changed = change.apply(list.getValues((int) index));
            return in.toBuilder()
                    .setListValue(list.toBuilder().setValues((int) index, changed))
                    .build();
        }

        /** Does nothing, as in Qdrant: done twice it would remove two. */
        @Override
        public Value removeFrom(Value in) {
            return in;
        }
    }

    /** Into every place of an array: {@code []}. */
    record Each() implements PayloadStep {
        @Override
        public Value set(Value in, UnaryOperator<Value> change) {
            return in.hasListValue() ? within(in, change) : array(List.of());
        }

        @Override
        public Value within(Value in, UnaryOperator<Value> change) {
            return in.hasListValue()
                    ? array(in.getListValue().getValuesList().stream()
                            .map(change)
                            .toList())
                    : in;
        }

        @Override
        public Value removeFrom(Value in) {
            return in.hasListValue() ? array(List.of()) : in;
        }
    }

    static Value object(Map<String, Value> fields) {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder().putAllFields(fields))
                .build();
    }

    private static Value array(List<Value> values) {
        return Value.newBuilder()
                .setListValue(ListValue.newBuilder().addAllValues(values))
                .build();
    }
}
