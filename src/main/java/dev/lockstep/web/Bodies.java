package dev.lockstep.web;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests carry, taken at its word. */
final class Bodies {

    private Bodies() {}

    static <T> T require(@Nullable T body) {
        if (body == null) {
            throw new Rejected(ErrorCode.MALFORMED_JSON, "the body is empty; a JSON object is expected");
        }
        return body;
    }

    static <T> T requireProperty(@Nullable T value, String property) {
        if (value == null) {
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY, "'" + property + "' is missing", Map.of("property", property));
        }
        return value;
    }

    /** Strict: nothing is replaced by a question mark. */
    static String utf8(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Rejected(ErrorCode.INVALID_UTF8, "the text is not valid UTF-8: convert it and send it again");
        }
    }
}
