package dev.lockstep.web.conversations;

import dev.lockstep.features.conversations.MessageDraft;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A message to be appended. */
public record MessageBody(
        @Schema(examples = "user", required = true) @Nullable
        RoleBody role,

        @Schema(examples = "My parcel has not arrived.", required = true, ref = "Text") @Nullable
        String text,

        @Schema(examples = "{\"lang\": \"en\"}", ref = "Metadata") @Nullable
        Map<String, Object> metadata) {

    MessageDraft draft() {
        return new MessageDraft(role == null ? null : role.role(), text, metadata);
    }
}
