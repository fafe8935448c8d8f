package dev.lockstep.embedded.qdrant.protocol;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/** Refuses settings with a value that is none of its kind, as Qdrant does; protobuf could not even copy it later. */
public final class EnumChecks {
    private EnumChecks() {}

    public static void check(Message settings) {
        settings.getAllFields().values().forEach(EnumChecks::check);
    }

    private static void check(Object value) {
        if (value instanceof List<?> values) {
            values.forEach(EnumChecks::check);
        } else if (value instanceof Message message) {
            check(message);
        } else if (value instanceof EnumValueDescriptor kind && kind.getIndex() < 0) {
            throw ErrorStatus.invalid(
                    "Cannot convert %s: %d".formatted(kind.getType().getName(), kind.getNumber()));
        }
    }
}
