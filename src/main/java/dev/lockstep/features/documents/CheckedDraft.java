package dev.lockstep.features.documents;

import dev.lockstep.domain.ChosenChunking;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.SourceText;
import org.jspecify.annotations.Nullable;

/**
 * A draft that may be stored.
 *
 * @param language that the document names; null for none
 */
record CheckedDraft(
        @Nullable String externalId,
        SourceText source,
        String hash,
        Metadata metadata,
        ChosenChunking chunking,
        @Nullable String language) {

    /** Tells whether storing the draft would change nothing. */
    boolean equalTo(Document live) {
        return hash.equals(live.contentHash());
    }
}
