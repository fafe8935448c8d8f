package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what requests carry and takes it literally. */
public final class Bodies {

    private Bodies() {}

    public static <T> T require(@Nullable T body) {
        if (body == null) {
            throw new Rejected(ErrorCode.MALFORMED_JSON, "the body is empty; a JSON object is expected");
        }
        return body;
    }

    public static <T> T requireProperty(@Nullable T value, String property) {
        if (value == null) {
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY, "'" + property + "' is missing", Map.of("property", property));
        }
        return value;
    }
}
