package dev.lockstep.features.documents;

import dev.lockstep.domain.ChosenChunking;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.SourceText;
import org.jspecify.annotations.Nullable;

/** A draft that may be stored. */
record CheckedDraft(
        @Nullable String externalId, SourceText source, String hash, Metadata metadata, ChosenChunking chunking) {

    /** Tells whether storing the draft would change nothing. */
    boolean equalTo(Document live) {
        return hash.equals(live.contentHash());
    }
}
