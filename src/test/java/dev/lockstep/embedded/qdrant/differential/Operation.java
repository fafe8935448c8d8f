package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;

/**
 * One call.
 *
 * @param method as {@code qdrant.Points/Upsert}
 * @param request what it is called with
 */
public record Operation(String method, Message request) {
    private static final int MOST_CHARACTERS = 1_500;

    /** The same call, answered only when it is applied: what is read after it depends on no race. */
    Operation waiting() {
        FieldDescriptor wait = request.getDescriptorForType().findFieldByName("wait");
        if (wait == null || wait.getJavaType() != JavaType.BOOLEAN) {
            return this;
        }
        return new Operation(method, request.toBuilder().setField(wait, true).build());
    }

    String text() {
        String text = TextFormat.printer().shortDebugString(request);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }
}
