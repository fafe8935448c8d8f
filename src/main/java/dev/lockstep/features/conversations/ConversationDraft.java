package dev.lockstep.features.conversations;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation as a client asks for it, unchecked. */
public record ConversationDraft(
        @Nullable String title, @Nullable Map<String, Object> metadata) {}
