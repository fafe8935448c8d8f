package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.documents.Documents;
import dev.lockstep.stores.catalog.documents.KeptVersions;
import dev.lockstep.stores.catalog.documents.KeptVersions.Kept;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Prepares kept content of earlier versions to be written again. */
@ApplicationScoped
class KeptContent {

    private final KeptVersions versions;
    private final Documents documents;
    private final DocumentWriter writer;
    private final Preparation preparation;
    private final DraftRules rules;

    KeptContent(
            KeptVersions versions,
            Documents documents,
            DocumentWriter writer,
            Preparation preparation,
            DraftRules rules) {
        this.versions = versions;
        this.documents = documents;
        this.writer = writer;
        this.preparation = preparation;
        this.rules = rules;
    }

    /** A kept version; its chunks are yet to be read. */
    record Found(int version, Kept kept, VersionContent content) {

        boolean isIn(KnowledgeBase knowledgeBase) {
            return kept.generation() == knowledgeBase.generation();
        }

        /**
         * Tells whether the kept version is what is live. It compares the metadata too, as hashes from long ago do not
         * cover it.
         */
        boolean isWhatIsLive(KnowledgeBase knowledgeBase, Document live) {
            return isIn(knowledgeBase)
                    && content.hash().equals(live.contentHash())
                    && content.metadata().equals(live.metadata());
        }
    }

    /** @throws NotFound when it is not kept, never was live, or says itself that the caller may not read it */
    Uni<Found> require(ReadableDocuments among, Document live, int version) {
        return versions.find(live.id(), version, among.knowledgeBase().generation())
                .map(found -> found.orElseThrow(() -> missing(live, version)))
                .chain(kept -> documents
                        .content(live.id(), version, kept.generation())
                        .map(content -> new Found(
                                version,
                                kept,
                                content.filter(old -> among.mayRead(old.metadata()))
                                        .orElseThrow(() -> missing(live, version)))));
    }

    private static NotFound missing(Document live, int version) {
        return new NotFound(
                ErrorCode.VERSION_NOT_FOUND,
                "version " + version
                        + " of the document is not kept (lockstep.versions.keep, lockstep.versions.keep-for):"
                        + " GET .../versions lists those that are",
                Map.of("document_id", live.id().toString(), "version", version));
    }

    /**
     * Prepares a kept version with the embeddings that are stored. A version from before the knowledge base was
     * embedded anew has none that can be compared with the others: its text is chunked and embedded as for any other
     * write.
     */
    Uni<PreparedVersion> prepare(KnowledgeBase knowledgeBase, Document live, Found found) {
        VersionContent content = found.content();
        Metadata metadata = rules.metadata(knowledgeBase, content.metadata().values());
        return found.isIn(knowledgeBase)
                ? writer.copy(knowledgeBase, live, found.version(), found.kept().chunks(), content, metadata)
                : CallerContext.compute(() -> preparation.again(knowledgeBase, live, content))
                        .chain(draft -> preparation.embedAnew(knowledgeBase, draft, live, WriteProgress.NONE));
    }
}
