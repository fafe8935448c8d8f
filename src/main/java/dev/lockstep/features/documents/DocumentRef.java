package dev.lockstep.features.documents;

import dev.lockstep.domain.DocumentId;
import java.util.UUID;

/** A client's name for a document: our id or its own. */
public sealed interface DocumentRef {

    /** The prefix of references by external id. */
    String EXTERNAL = "external:";

    /** Parses the text of a reference. */
    static DocumentRef of(String text) {
        return text.startsWith(EXTERNAL)
                ? new ByExternalId(text.substring(EXTERNAL.length()))
                : new ById(new DocumentId(UUID.fromString(text)));
    }

    record ById(DocumentId id) implements DocumentRef {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    record ByExternalId(String externalId) implements DocumentRef {
        @Override
        public String toString() {
            return EXTERNAL + externalId;
        }
    }
}
