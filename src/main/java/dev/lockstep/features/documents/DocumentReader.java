package dev.lockstep.features.documents;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.DocumentVersion;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.Rejected;
import dev.lockstep.engine.filtering.Filters;
import dev.lockstep.stores.catalog.documents.Chunks;
import dev.lockstep.stores.catalog.documents.Documents;
import dev.lockstep.stores.catalog.documents.KeptVersions;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads documents back: only what is live, except for the list of versions. */
@ApplicationScoped
public class DocumentReader {

    private final KnowledgeBases knowledgeBases;
    private final Documents documents;
    private final Chunks chunks;
    private final Filters filters;
    private final KeptVersions versions;

    DocumentReader(
            KnowledgeBases knowledgeBases, Documents documents, Chunks chunks, Filters filters, KeptVersions versions) {
        this.knowledgeBases = knowledgeBases;
        this.documents = documents;
        this.chunks = chunks;
        this.filters = filters;
        this.versions = versions;
    }

    public Uni<Document> get(Caller caller, String knowledgeBase, DocumentRef ref) {
        return readable(caller, knowledgeBase).chain(among -> require(among, ref));
    }

    /**
     * Reads a page of the documents.
     *
     * @param after the last document of the page before, or null for the first page
     */
    public Uni<List<Document>> page(
            Caller caller, String knowledgeBase, Filter filter, @Nullable DocumentId after, int limit) {
        return knowledgeBases
                .require(caller, knowledgeBase)
                .chain(found -> filters.resolve(caller, found, filter))
                .chain(among -> documents.page(among, after, limit));
    }

    /** Reads the text of the live version, as it was sent. */
    public Uni<String> text(Caller caller, String knowledgeBase, DocumentRef ref) {
        return readable(caller, knowledgeBase).chain(among -> require(among, ref)
                .chain(document -> documents.text(among, document.id()))
                .map(text -> text.orElseThrow(() -> missing(among.knowledgeBase(), ref))));
    }

    /**
     * Reads a page of a document's chunks.
     *
     * @param after the last chunk number of the page before, or -1
     */
    public Uni<List<LiveChunk>> chunks(Caller caller, String knowledgeBase, DocumentRef ref, int after, int limit) {
        return readable(caller, knowledgeBase).chain(among -> require(among, ref)
                .chain(document -> chunks.ofDocument(among, document.id(), after, limit)));
    }

    /**
     * Reads a page of the versions that a document has and had, as far as they are kept and the caller may read them: the live one first.
     *
     * @param before the last version of the page before, or a larger one than there is
     */
    public Uni<List<DocumentVersion>> versions(
            Caller caller, String knowledgeBase, DocumentRef ref, int before, int limit) {
        return readable(caller, knowledgeBase).chain(among -> require(among, ref)
                .chain(document -> versions.page(among, document.id(), before, limit)));
    }

    private Uni<ReadableDocuments> readable(Caller caller, String knowledgeBase) {
        return knowledgeBases.require(caller, knowledgeBase).map(found -> ReadableDocuments.of(caller, found));
    }

    Uni<Document> require(ReadableDocuments among, DocumentRef ref) {
        return find(among, ref).map(found -> found.orElseThrow(() -> missing(among.knowledgeBase(), ref)));
    }

    Uni<Optional<Document>> find(ReadableDocuments among, DocumentRef ref) {
        return ref instanceof DocumentRef.ById byId
                ? documents.byId(among, byId.id())
                : documents.byExternalId(among, ((DocumentRef.ByExternalId) ref).externalId());
    }

    /**
     * Finds the document that a write would put in the place of, or find there. An external id can be taken only once, so one that a
     * document has that the caller may not read can't be told to be free.
     *
     * @throws Rejected when such a document has it
     */
    Uni<Optional<Document>> findForWriting(ReadableDocuments among, DocumentRef ref) {
        if (ref instanceof DocumentRef.ByExternalId named) {
            return documents
                    .holder(among.knowledgeBase().id(), named.externalId())
                    .invoke(holder -> requireReadable(
                            among, holder, "the external id '" + named.externalId() + "' is taken by a document"));
        }
        return find(among, ref);
    }

    /** Finds a document with this content, as {@link #findForWriting} does for an external id. */
    Uni<Optional<Document>> findSame(ReadableDocuments among, String contentHash) {
        return documents
                .byContent(among.knowledgeBase().id(), contentHash)
                .invoke(holder -> requireReadable(among, holder, "there is a document with the same content"));
    }

    private static void requireReadable(ReadableDocuments among, Optional<Document> holder, String what) {
        if (holder.isPresent() && !among.mayRead(holder.get().metadata())) {
            throw new Rejected(ErrorCode.FORBIDDEN, what + " that you may not read, so you can't write it either");
        }
    }

    static NotFound missing(KnowledgeBase knowledgeBase, DocumentRef ref) {
        return new NotFound(
                ErrorCode.DOCUMENT_NOT_FOUND,
                "there is no document '" + ref + "' in knowledge base '" + knowledgeBase.name() + "'",
                Map.of("document", ref.toString()));
    }
}
