package dev.lockstep.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the versions that a document has or had: all but its text.
 *
 * @param supersededAt when another one took its place; null for the live one
 */
public record DocumentVersion(
        int version,
        @Nullable String title,
        Format format,
        Metadata metadata,
        String contentHash,
        int chunks,
        Instant createdAt,
        @Nullable Instant supersededAt) {}
