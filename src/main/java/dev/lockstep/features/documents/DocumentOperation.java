package dev.lockstep.features.documents;

import dev.lockstep.domain.Operation;
import org.jspecify.annotations.Nullable;

/**
 * An operation on one document within a transaction.
 *
 * @param document which one; null for a new one without an external id
 * @param draft null for a deletion
 * @param onDuplicate of an insertion; null when nothing is said about it
 */
public record DocumentOperation(
        Kind kind,
        String knowledgeBase,
        @Nullable DocumentRef document,
        Precondition precondition,
        @Nullable DocumentDraft draft,
        @Nullable OnDuplicate onDuplicate)
        implements Operation {

    public enum Kind {
        /** Stores a new document; there must be none with its external id. */
        INSERT,
        /** Stores a new version; without a text, of the metadata alone. The document must be there. */
        UPDATE,
        /** Inserts or updates the document, whichever fits. */
        UPSERT,
        /** Deletes a document, which must be there. */
        DELETE
    }

    @Override
    public String participant() {
        return DocumentParticipant.NAME;
    }
}
