package dev.lockstep.web.conversations;

import dev.lockstep.domain.Conversation;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A conversation as clients see it. */
public record ConversationView(
        UUID id,
        @Nullable String title,
        Map<String, Object> metadata,

        @Schema(description = "How many there are; the next one has this index")
        int messages,

        Instant createdAt,

        @Schema(description = "When the last message was appended")
        Instant updatedAt) {

    static ConversationView of(Conversation conversation) {
        return new ConversationView(
                conversation.id().value(),
                conversation.title(),
                conversation.metadata().values(),
                conversation.messages(),
                conversation.createdAt(),
                conversation.updatedAt());
    }
}
