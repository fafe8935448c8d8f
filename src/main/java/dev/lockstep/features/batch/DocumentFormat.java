package dev.lockstep.features.batch;

import dev.lockstep.domain.StoredResponse;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;

/** How documents and the answers to them are written, which only the web knows. */
public interface DocumentFormat {

    /**
     * A document as it stands on a line. May take a while: it is called on worker threads.
     *
     * @throws dev.lockstep.domain.Rejected when it is none
     */
    DocumentInsertion read(byte[] line);

    /** The answer that is kept with a document that has a key. */
    StoredResponse answer(String knowledgeBase, DocumentReceipt receipt);
}
