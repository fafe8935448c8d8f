package dev.lockstep.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live document, as its live version describes it.
 *
 * @param language of its words; null when its knowledge base has none, and it says none
 * @param chunksExpected how many chunks its text was cut into
 * @param chunksStored how many chunks are in the catalog; equal, or something is wrong
 */
public record Document(
        DocumentId id,
        @Nullable String externalId,
        @Nullable String title,
        Format format,
        Metadata metadata,
        @Nullable String language,
        int version,
        String contentHash,
        int chunksExpected,
        int chunksStored,
        Instant createdAt,
        Instant updatedAt) {}
