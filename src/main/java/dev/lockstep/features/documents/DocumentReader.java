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
        return knowledgeBases.require(caller, knowledgeBase).chain(found -> require(found, ref));
    }

    /**
     * Reads a page of the documents.
     *
     * @param after the last document of the page before, or null for the first page
     */
    public Uni<List<Document>> page(
            Caller caller, String knowledgeBase, Filter filter, @Nullable DocumentId after, int limit) {
        return knowledgeBases.require(caller, knowledgeBase).chain(found -> filters.resolve(found, filter)
                .chain(resolved -> documents.page(found.id(), resolved, after, limit)));
    }

    /** Reads the text of the live version, as it was sent. */
    public Uni<String> text(Caller caller, String knowledgeBase, DocumentRef ref) {
        return knowledgeBases.require(caller, knowledgeBase).chain(found -> require(found, ref)
                .chain(document -> documents.text(found.id(), document.id()))
                .map(text -> text.orElseThrow(() -> missing(found, ref))));
    }

    /**
     * Reads a page of a document's chunks.
     *
     * @param after the last chunk number of the page before, or -1
     */
    public Uni<List<LiveChunk>> chunks(Caller caller, String knowledgeBase, DocumentRef ref, int after, int limit) {
        return knowledgeBases.require(caller, knowledgeBase).chain(found -> require(found, ref)
                .chain(document -> chunks.ofDocument(found.id(), document.id(), after, limit)));
    }

    /**
     * Reads a page of the versions that a document has and had, as far as they are kept: the live one first.
     *
     * @param before the last version of the page before, or a larger one than there is
     */
    public Uni<List<DocumentVersion>> versions(
            Caller caller, String knowledgeBase, DocumentRef ref, int before, int limit) {
        return knowledgeBases.require(caller, knowledgeBase).chain(found -> require(found, ref)
                .chain(document -> versions.page(found.id(), document.id(), before, limit)));
    }

    Uni<Document> require(KnowledgeBase knowledgeBase, DocumentRef ref) {
        return find(knowledgeBase, ref).map(found -> found.orElseThrow(() -> missing(knowledgeBase, ref)));
    }

    Uni<Optional<Document>> find(KnowledgeBase knowledgeBase, DocumentRef ref) {
        return ref instanceof DocumentRef.ById byId
                ? documents.byId(knowledgeBase.id(), byId.id())
                : documents.byExternalId(knowledgeBase.id(), ((DocumentRef.ByExternalId) ref).externalId());
    }

    static NotFound missing(KnowledgeBase knowledgeBase, DocumentRef ref) {
        return new NotFound(
                ErrorCode.DOCUMENT_NOT_FOUND,
                "there is no document '" + ref + "' in knowledge base '" + knowledgeBase.name() + "'",
                Map.of("document", ref.toString()));
    }
}
