package dev.lockstep.web.conversations;

import dev.lockstep.features.conversations.ConversationDraft;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A conversation to be made. */
public record ConversationBody(
        @Schema(examples = "Order 4711", ref = "ConversationTitle") @Nullable
        String title,

        @Schema(examples = "{\"channel\": \"chat\"}", ref = "Metadata") @Nullable
        Map<String, Object> metadata) {

    ConversationDraft draft() {
        return new ConversationDraft(title, metadata);
    }
}
