package dev.lockstep.features.documents;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.Write;
import dev.lockstep.domain.WriteProgress;
import org.jspecify.annotations.Nullable;

/** The form of documents and of the answers to them, which only the web knows. */
public interface DocumentFormat {

    /**
     * Reads a document from a line. That may take a while: it is called on worker threads.
     *
     * @throws dev.lockstep.domain.Rejected when it is none
     */
    DocumentInsertion read(byte[] line);

    /** Returns the answer that is kept with a document that has a key. */
    StoredResponse answer(String knowledgeBase, DocumentReceipt receipt);

    /**
     * Returns a write whose answer is kept.
     *
     * @param key null for none: then nothing is kept
     */
    default Write<DocumentReceipt> write(
            Caller caller, String knowledgeBase, @Nullable IdempotencyKey key, WriteProgress progress) {
        Write.Once<DocumentReceipt> once =
                key == null ? null : new Write.Once<>(key, receipt -> answer(knowledgeBase, receipt));
        return new Write<>(caller, once, progress);
    }
}
