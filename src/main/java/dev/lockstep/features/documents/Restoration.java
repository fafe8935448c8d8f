package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.DocumentReceipt.Change;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Restores earlier versions of documents. The content of the earlier version becomes a new version with points of its
 * own, by a unit of work like any other, so no version is live twice.
 */
@ApplicationScoped
public class Restoration {

    private final KnowledgeBases knowledgeBases;
    private final DocumentReader reader;
    private final KeptContent kept;
    private final DocumentWriter writer;

    Restoration(KnowledgeBases knowledgeBases, DocumentReader reader, KeptContent kept, DocumentWriter writer) {
        this.knowledgeBases = knowledgeBases;
        this.reader = reader;
        this.kept = kept;
        this.writer = writer;
    }

    /** Makes the content of a kept version live. What is live already is not written again. */
    public Uni<DocumentReceipt> restore(
            Write<DocumentReceipt> write,
            String knowledgeBase,
            DocumentRef ref,
            int version,
            Precondition precondition) {
        return knowledgeBases
                .requireForWriting(write.caller(), knowledgeBase)
                .map(found -> ReadableDocuments.of(write.caller(), found))
                .chain(among -> reader.require(among, ref)
                        .invoke(live -> precondition.check(Optional.of(live)))
                        .chain(live -> version == live.version()
                                ? writer.unchanged(write, live)
                                : restore(write, among, live, version)));
    }

    private Uni<DocumentReceipt> restore(
            Write<DocumentReceipt> write, ReadableDocuments among, Document live, int version) {
        KnowledgeBase knowledgeBase = among.knowledgeBase();
        return kept.require(among, live, version)
                .chain(found -> found.isWhatIsLive(knowledgeBase, live)
                        ? writer.unchanged(write, live)
                        : kept.prepare(knowledgeBase, live, found)
                                .chain(prepared ->
                                        writer.replace(write, knowledgeBase, live, prepared, Change.RESTORED)));
    }
}
