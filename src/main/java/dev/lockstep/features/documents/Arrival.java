package dev.lockstep.features.documents;

import dev.lockstep.features.documents.DocumentOrder.Uploaded;
import dev.lockstep.platform.fetching.FetchedDocument;
import dev.lockstep.platform.spool.SpooledFile;
import java.util.function.Function;

/** The form in which a document comes in. */
public sealed interface Arrival {

    /**
     * A document that was read already, as from JSON.
     *
     * @param bytes how large the request was, as far as it has said so
     */
    record Read(DocumentDraft draft, long bytes) implements Arrival {}

    /** A file that has been received, and is to be parsed. It belongs to whoever takes the arrival. */
    record Received(SpooledFile file, Uploaded said) implements Arrival {}

    /**
     * An address from which the document is to be fetched.
     *
     * @param said what the request and the server say of what was fetched
     */
    record OnTheWeb(String url, Function<FetchedDocument, Uploaded> said) implements Arrival {}
}
