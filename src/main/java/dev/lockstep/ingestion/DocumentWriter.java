package dev.lockstep.ingestion;

import dev.lockstep.catalog.Chunks;
import dev.lockstep.catalog.Documents;
import dev.lockstep.catalog.MetadataFields;
import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.ingestion.DocumentReceipt.Change;
import dev.lockstep.unitofwork.UnitsOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes prepared content, each change a unit of work of one step. */
@ApplicationScoped
class DocumentWriter {

    private final UnitsOfWork unitsOfWork;
    private final DocumentStores stores;
    private final MetadataFields fields;
    private final Documents documents;
    private final Chunks chunks;

    DocumentWriter(
            UnitsOfWork unitsOfWork, DocumentStores stores, MetadataFields fields, Documents documents, Chunks chunks) {
        this.unitsOfWork = unitsOfWork;
        this.stores = stores;
        this.fields = fields;
        this.documents = documents;
        this.chunks = chunks;
    }

    Uni<DocumentReceipt> create(KnowledgeBase knowledgeBase, @Nullable String externalId, VersionContent content) {
        return write(knowledgeBase, WriteVersion.Target.create(externalId), content, Change.CREATED);
    }

    Uni<DocumentReceipt> replace(KnowledgeBase knowledgeBase, Document live, VersionContent content, Change change) {
        return write(knowledgeBase, WriteVersion.Target.replace(live), content, change);
    }

    /** A new version with new points, as for any change: so undoing it is the same, and nothing is embedded again. */
    Uni<DocumentReceipt> changeMetadata(KnowledgeBase knowledgeBase, Document live, Metadata metadata) {
        return documents
                .content(live.id(), live.version())
                .map(content -> content.orElseThrow(() -> WriteVersion.changedMeanwhile(live.id())))
                .chain(content -> chunks.ofVersion(live.id(), live.version())
                        .map(stored -> content.with(
                                metadata,
                                stored.stream().map(DocumentWriter::again).toList())))
                .chain(content -> replace(knowledgeBase, live, content, Change.METADATA_CHANGED));
    }

    private static Chunk again(Chunk chunk) {
        return new Chunk(PointId.next(), chunk.position(), chunk.text(), chunk.headings(), chunk.embedding());
    }

    private Uni<DocumentReceipt> write(
            KnowledgeBase knowledgeBase, WriteVersion.Target target, VersionContent content, Change change) {
        WriteVersion step = new WriteVersion(stores, knowledgeBase, target, content);
        return fields.record(knowledgeBase, content.metadata())
                .chain(() -> unitsOfWork.execute(knowledgeBase.tenant(), List.of(step)))
                .map(outcome -> new DocumentReceipt(change, step.written()));
    }

    Uni<Void> delete(KnowledgeBase knowledgeBase, Document live) {
        DeleteDocument step = new DeleteDocument(stores, knowledgeBase, live);
        return unitsOfWork.execute(knowledgeBase.tenant(), List.of(step)).replaceWithVoid();
    }
}
