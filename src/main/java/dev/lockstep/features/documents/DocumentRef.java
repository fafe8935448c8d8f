package dev.lockstep.features.documents;

import dev.lockstep.domain.DocumentId;
import java.util.UUID;

/** How a client names a document: by our id or by its own. */
public sealed interface DocumentRef {

    /** What the texts of those by external id begin with. */
    String EXTERNAL = "external:";

    /** The inverse of its text. */
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
