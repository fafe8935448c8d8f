package dev.lockstep.web.conversations;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.conversations.MessageDraft;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One message, or several that are appended together: all or none. */
public record MessagesBody(
        @Schema(examples = "user") @Nullable RoleBody role,

        @Schema(examples = "My parcel has not arrived.", ref = "Text") @Nullable
        String text,

        @Schema(examples = "{\"lang\": \"en\"}", ref = "Metadata") @Nullable
        Map<String, Object> metadata,

        @Schema(description = "Instead of the rest: several messages, in their order", minItems = 1) @Nullable
        List<@Nullable MessageBody> messages) {

    boolean isOne() {
        return messages == null;
    }

    public List<MessageDraft> drafts() {
        if (messages == null) {
            return List.of(new MessageDraft(role == null ? null : role.role(), text, metadata));
        }
        if (role != null || text != null || metadata != null) {
            throw invalid("'messages' stands alone: put 'role', 'text' and 'metadata' into it");
        }
        if (messages.contains(null)) {
            throw invalid("'messages' contains null");
        }
        return messages.stream().map(MessageBody::draft).toList();
    }

    private static Rejected invalid(String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", "messages"));
    }
}
