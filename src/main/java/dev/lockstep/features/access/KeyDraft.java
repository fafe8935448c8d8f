package dev.lockstep.features.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is asked for.
 *
 * @param knowledgeBases the names of those that it reaches; null for all
 * @param expires null for never
 * @param tenant null for the caller's own; another one is the operator's to name
 */
public record KeyDraft(
        @Nullable String name,
        @Nullable List<String> scopes,
        @Nullable List<String> knowledgeBases,
        @Nullable Instant expires,
        @Nullable String tenant) {}
