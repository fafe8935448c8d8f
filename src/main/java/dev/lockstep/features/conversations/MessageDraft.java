package dev.lockstep.features.conversations;

import dev.lockstep.domain.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as a client sends it, unchecked. */
public record MessageDraft(
        @Nullable Role role,
        @Nullable String text,
        @Nullable Map<String, Object> metadata) {}
