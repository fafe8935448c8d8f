package dev.lockstep.web.conversations;

import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.NotFound;
import dev.lockstep.web.http.Cursor;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Defines how paths and cursors name conversations. */
public final class ConversationPath {

    private ConversationPath() {}

    public static ConversationId id(String segment) {
        try {
            return new ConversationId(UUID.fromString(segment));
        } catch (IllegalArgumentException notAnId) {
            throw new NotFound(
                    ErrorCode.CONVERSATION_NOT_FOUND,
                    "'" + segment + "' is not a conversation id; POST /v1/conversations answers with one",
                    Map.of("conversation_id", segment));
        }
    }

    static @Nullable ConversationId after(@Nullable String cursor) {
        return Cursor.CONVERSATIONS.decodeId(cursor, ConversationId::new);
    }

    static int afterMessage(@Nullable String cursor) {
        String last = Cursor.MESSAGES.decode(cursor);
        try {
            return last == null ? -1 : Integer.parseInt(last);
        } catch (NumberFormatException forged) {
            throw Cursor.invalid();
        }
    }
}
