package dev.lockstep.ingestion;

import dev.lockstep.chunking.Chunking;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Metadata;
import org.jspecify.annotations.Nullable;

/** A draft that may be stored. */
record CheckedDraft(
        @Nullable String externalId,
        @Nullable String title,
        Format format,
        String text,
        String hash,
        Metadata metadata,
        Chunking chunking) {

    /** Whether storing it would change nothing. */
    boolean equalTo(Document live) {
        return hash.equals(live.contentHash()) && metadata.equals(live.metadata());
    }
}
