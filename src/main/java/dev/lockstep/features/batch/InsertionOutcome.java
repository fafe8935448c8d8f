package dev.lockstep.features.batch;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.features.documents.DocumentReceipt;

/** What became of one of many documents. */
public sealed interface InsertionOutcome {

    /** As if it had been sent alone. */
    record Done(DocumentReceipt receipt) implements InsertionOutcome {}

    /** It was done before, with the same key; this was answered then. */
    record Replayed(StoredResponse response) implements InsertionOutcome {}

    /** Nothing of it was stored. */
    record Failed(Failure failure) implements InsertionOutcome {}
}
