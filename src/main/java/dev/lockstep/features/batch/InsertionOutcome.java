package dev.lockstep.features.batch;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.features.documents.DocumentReceipt;

/** The outcome of storing one of many documents. */
public sealed interface InsertionOutcome {

    /** The document was written, as if it had been sent alone. */
    record Done(DocumentReceipt receipt) implements InsertionOutcome {}

    /** The document was written before, with the same key; this was answered then. */
    record Replayed(StoredResponse response) implements InsertionOutcome {}

    /** Nothing of the document was stored. */
    record Failed(Failure failure) implements InsertionOutcome {}
}
