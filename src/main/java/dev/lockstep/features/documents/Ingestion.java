package dev.lockstep.features.documents;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.DocumentReceipt.Change;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes documents. A method completes when its change is visible to every search, or fails having changed nothing. */
@ApplicationScoped
public class Ingestion {

    private final KnowledgeBases knowledgeBases;
    private final DocumentReader reader;
    private final Duplicates duplicates;
    private final Preparation preparation;
    private final DocumentWriter writer;
    private final DraftRules rules;

    Ingestion(
            KnowledgeBases knowledgeBases,
            DocumentReader reader,
            Duplicates duplicates,
            Preparation preparation,
            DocumentWriter writer,
            DraftRules rules) {
        this.knowledgeBases = knowledgeBases;
        this.reader = reader;
        this.duplicates = duplicates;
        this.preparation = preparation;
        this.writer = writer;
        this.rules = rules;
    }

    /** Fails as a write of this draft would before anything is embedded. */
    public Uni<Void> check(Caller caller, String knowledgeBase, DocumentDraft draft) {
        return knowledgeBases
                .require(caller, knowledgeBase)
                .chain(found -> preparation.checked(found, draft))
                .replaceWithVoid();
    }

    /** Returns about how many chunks a draft makes. It is counted off the event loop. */
    Uni<Long> chunks(Caller caller, String knowledgeBase, DocumentDraft draft) {
        return knowledgeBases
                .require(caller, knowledgeBase)
                .chain(found -> CallerContext.compute(() -> preparation.estimated(found, draft)));
    }

    /** Stores a document as its order says. */
    Uni<DocumentReceipt> carryOut(
            Write<DocumentReceipt> write, String knowledgeBase, DocumentOrder order, DocumentDraft draft) {
        DocumentRef replaced = order.document();
        return replaced == null
                ? insert(write, knowledgeBase, new DocumentInsertion(draft, order.onDuplicate()))
                : put(
                        write,
                        knowledgeBase,
                        replaced,
                        draft,
                        Objects.requireNonNullElse(order.precondition(), Precondition.NONE));
    }

    /** How often an insertion is looked at anew because another one of the same document was faster. */
    private static final int MOST_RACES = 3;

    /** Stores a new document, or does what the client wants when there is such a document already. */
    public Uni<DocumentReceipt> insert(
            Write<DocumentReceipt> write, String knowledgeBase, DocumentInsertion insertion) {
        return knowledgeBases.requireForWriting(write.caller(), knowledgeBase).chain(found -> preparation
                .checked(found, insertion.draft())
                .chain(checked -> insert(
                        write,
                        ReadableDocuments.of(write.caller(), found),
                        checked,
                        insertion.onDuplicate(),
                        MOST_RACES)));
    }

    private Uni<DocumentReceipt> insert(
            Write<DocumentReceipt> write,
            ReadableDocuments among,
            CheckedDraft draft,
            @Nullable OnDuplicate onDuplicate,
            int races) {
        KnowledgeBase knowledgeBase = among.knowledgeBase();
        return duplicates.of(among, draft, onDuplicate).chain(live -> switch (Duplicates.course(
                draft, onDuplicate, live)) {
            case CREATE ->
                preparation
                        .embed(knowledgeBase, draft, write.progress())
                        .chain(content -> writer.create(
                                write,
                                knowledgeBase,
                                WriteVersion.Target.create(
                                        draft.externalId(), Duplicates.soleContent(draft, onDuplicate)),
                                content))
                        .onFailure(failure -> races > 0 && mayLookAgain(write, onDuplicate, failure))
                        .recoverWithUni(() -> insert(write, among, draft, onDuplicate, races - 1));
            case REPLACE -> replace(write, knowledgeBase, draft, live.orElseThrow());
            case UNCHANGED -> writer.unchanged(write, live.orElseThrow());
            case SKIP -> writer.skipped(write, live.orElseThrow());
        });
    }

    /**
     * Tells whether an insertion may be looked at anew. One with a key may not, as the key is used up by the unit of
     * work that was undone.
     */
    private static boolean mayLookAgain(
            Write<DocumentReceipt> write, @Nullable OnDuplicate onDuplicate, Throwable failure) {
        return onDuplicate == OnDuplicate.SKIP
                && write.once() == null
                && failure instanceof Conflict conflict
                && conflict.code() == ErrorCode.DOCUMENT_EXISTS;
    }

    /**
     * Stores a new version of a document; when it is named by external id also its first one. The version before stays
     * visible until the new one is. The same content and metadata as before change nothing and embed nothing.
     */
    public Uni<DocumentReceipt> put(
            Write<DocumentReceipt> write,
            String knowledgeBase,
            DocumentRef ref,
            DocumentDraft draft,
            Precondition precondition) {
        return knowledgeBases.requireForWriting(write.caller(), knowledgeBase).chain(found -> preparation
                .checked(found, draft)
                .chain(checked -> reader.findForWriting(ReadableDocuments.of(write.caller(), found), ref)
                        .invoke(precondition::check)
                        .invoke(live -> requireSameId(ref, checked.externalId(), live))
                        .chain(live -> put(write, found, ref, checked, live))));
    }

    /**
     * Requires that both external ids are the same: one can't be changed, and two that differ in one request are a
     * mistake.
     */
    private static void requireSameId(DocumentRef ref, @Nullable String inBody, Optional<Document> live) {
        String named = ref instanceof DocumentRef.ByExternalId byExternalId
                ? byExternalId.externalId()
                : live.map(Document::externalId).orElse(null);
        if (inBody != null && !inBody.equals(named)) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'external_id' is '" + inBody + "', but the document has "
                            + (named == null ? "none" : "'" + named + "'") + ": leave it out when replacing",
                    Map.of("property", "external_id"));
        }
    }

    private Uni<DocumentReceipt> put(
            Write<DocumentReceipt> write,
            KnowledgeBase knowledgeBase,
            DocumentRef ref,
            CheckedDraft draft,
            Optional<Document> live) {
        if (live.isEmpty()) {
            return ref instanceof DocumentRef.ByExternalId named
                    ? preparation
                            .embed(knowledgeBase, draft, write.progress())
                            .chain(content -> writer.create(
                                    write,
                                    knowledgeBase,
                                    WriteVersion.Target.create(rules.externalId(named.externalId()), null),
                                    content))
                    : Uni.createFrom().failure(DocumentReader.missing(knowledgeBase, ref));
        }
        return draft.equalTo(live.get())
                ? writer.unchanged(write, live.get())
                : replace(write, knowledgeBase, draft, live.get());
    }

    private Uni<DocumentReceipt> replace(
            Write<DocumentReceipt> write, KnowledgeBase knowledgeBase, CheckedDraft draft, Document live) {
        return preparation
                .embedAnew(knowledgeBase, draft, live, write.progress())
                .chain(content -> writer.replace(write, knowledgeBase, live, content, Change.REPLACED));
    }

    /**
     * Changes metadata, as a JSON merge patch (RFC 7396), and the language by which the words are cut. The stored
     * embeddings are used again.
     */
    public Uni<DocumentReceipt> patch(
            Write<DocumentReceipt> write,
            String knowledgeBase,
            DocumentRef ref,
            DocumentPatch patch,
            Precondition precondition) {
        return knowledgeBases.requireForWriting(write.caller(), knowledgeBase).chain(found -> reader.require(
                        ReadableDocuments.of(write.caller(), found), ref)
                .invoke(live -> precondition.check(Optional.of(live)))
                .chain(live -> {
                    Metadata patched = rules.metadata(found, live.metadata().patchedWith(patch.metadata()));
                    if (patch.language() != null) {
                        return changeLanguage(write, found, live, patched, patch.language());
                    }
                    return patched.equals(live.metadata())
                            ? writer.unchanged(write, live)
                            : writer.changeMetadata(write, found, live, patched);
                }));
    }

    private Uni<DocumentReceipt> changeLanguage(
            Write<DocumentReceipt> write,
            KnowledgeBase knowledgeBase,
            Document live,
            Metadata metadata,
            String language) {
        return writer.content(knowledgeBase, live)
                .chain(content -> preparation.inLanguage(knowledgeBase, live, content, metadata, language))
                .chain(draft -> draft.equalTo(live)
                        ? writer.unchanged(write, live)
                        : preparation
                                .embedAnew(knowledgeBase, draft, live, write.progress())
                                .chain(content ->
                                        writer.replace(write, knowledgeBase, live, content, Change.METADATA_CHANGED)));
    }

    /** Deletes a document: no search that begins after this completes returns anything of it. */
    public Uni<Void> delete(Write<Void> write, String knowledgeBase, DocumentRef ref, Precondition precondition) {
        return knowledgeBases.require(write.caller(), knowledgeBase).chain(found -> reader.require(
                        ReadableDocuments.of(write.caller(), found), ref)
                .invoke(live -> precondition.check(Optional.of(live)))
                .chain(live -> writer.delete(write, found, live)));
    }
}
