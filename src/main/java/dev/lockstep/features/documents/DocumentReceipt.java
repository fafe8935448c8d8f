package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;

/**
 * The change that a write made, and the document as it is now.
 *
 * @param embedded how many of its chunks had to be embedded for it; the others' embeddings were stored already
 */
public record DocumentReceipt(Change change, Document document, int embedded) {

    public enum Change {
        CREATED,
        REPLACED,
        /** Only the metadata was changed: nothing was embedded. */
        METADATA_CHANGED,
        /** The content of an earlier version is live again, as a new version. */
        RESTORED,
        /** The same content and metadata were live already: nothing was written. */
        UNCHANGED,
        /** There was such a document already, and it was to stay: nothing was written. */
        SKIPPED
    }
}
