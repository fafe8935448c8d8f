package dev.lockstep.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All of a version that a document has or had but its text.
 *
 * @param language of its words; null when none is known
 * @param supersededAt when another one took its place; null for the live one
 */
public record DocumentVersion(
        int version,
        @Nullable String title,
        Format format,
        Metadata metadata,
        @Nullable String language,
        String contentHash,
        int chunks,
        Instant createdAt,
        @Nullable Instant supersededAt) {}
