package dev.lockstep.web.conversations;

import dev.lockstep.domain.Message;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message as clients see it. */
public record MessageView(
        UUID id,
        UUID conversationId,

        @Schema(description = "Its number in the conversation, from 0 and without gaps")
        int index,

        RoleBody role,
        String text,
        Map<String, Object> metadata,
        Instant createdAt) {

    static MessageView of(Message message) {
        return new MessageView(
                message.id().value(),
                message.conversation().value(),
                message.index(),
                RoleBody.of(message.role()),
                message.text(),
                message.metadata().values(),
                message.createdAt());
    }
}
