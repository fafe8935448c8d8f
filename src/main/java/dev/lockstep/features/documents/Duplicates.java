package dev.lockstep.features.documents;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.ReadableDocuments;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the document that an insertion would be a second one of, and says what is to be done then. */
@ApplicationScoped
class Duplicates {

    private final DocumentReader reader;

    Duplicates(DocumentReader reader) {
        this.reader = reader;
    }

    /** The course that an insertion takes. */
    enum Course {
        CREATE,
        REPLACE,
        /** The document says the same already. */
        UNCHANGED,
        /** The document says something else, and is to stay. */
        SKIP
    }

    /** Finds the duplicate of a draft before the draft is embedded, which is the costly part. */
    Uni<Optional<Document>> of(ReadableDocuments among, CheckedDraft draft, @Nullable OnDuplicate onDuplicate) {
        if (draft.externalId() != null) {
            return reader.findForWriting(among, new DocumentRef.ByExternalId(draft.externalId()));
        }
        return onDuplicate == null ? Uni.createFrom().item(Optional.empty()) : reader.findSame(among, draft.hash());
    }

    /** @throws Conflict when the insertion is to be refused */
    static Course course(CheckedDraft draft, @Nullable OnDuplicate onDuplicate, Optional<Document> live) {
        if (live.isEmpty()) {
            return Course.CREATE;
        }
        if (onDuplicate == OnDuplicate.FAIL) {
            throw exists(live.get());
        }
        if (draft.equalTo(live.get())) {
            return Course.UNCHANGED;
        }
        if (onDuplicate == null) {
            throw exists(live.get());
        }
        return onDuplicate == OnDuplicate.SKIP ? Course.SKIP : Course.REPLACE;
    }

    private static Conflict exists(Document live) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("document_id", live.id().toString());
        if (live.externalId() == null) {
            return new Conflict(
                    ErrorCode.DOCUMENT_EXISTS, "there is a document with the same content: " + live.id(), facts);
        }
        facts.put("external_id", live.externalId());
        return new Conflict(
                ErrorCode.DOCUMENT_EXISTS,
                "there is a document with the external id '" + live.externalId()
                        + "'; replace it with PUT or on_duplicate=replace, keep it with on_duplicate=skip, or upsert it in"
                        + " a transaction",
                facts);
    }

    /**
     * Returns the hash of the content that no other document may have, or null: without an external id, only the
     * content tells duplicates apart.
     */
    static @Nullable String soleContent(CheckedDraft draft, @Nullable OnDuplicate onDuplicate) {
        return draft.externalId() == null && onDuplicate != null ? draft.hash() : null;
    }
}
