package dev.lockstep.features.documents;

import dev.lockstep.domain.DocumentId;

/** How a client names a document: by our id or by its own. */
public sealed interface DocumentRef {

    record ById(DocumentId id) implements DocumentRef {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    record ByExternalId(String externalId) implements DocumentRef {
        @Override
        public String toString() {
            return "external:" + externalId;
        }
    }
}
