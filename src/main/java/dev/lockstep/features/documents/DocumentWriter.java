package dev.lockstep.features.documents;

import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.unitofwork.Assignment;
import dev.lockstep.engine.unitofwork.UnitsOfWork;
import dev.lockstep.features.documents.DocumentReceipt.Change;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.documents.Chunks;
import dev.lockstep.stores.catalog.documents.Documents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Writes prepared content, each change a unit of work of one step. */
@ApplicationScoped
class DocumentWriter {

    private final UnitsOfWork unitsOfWork;
    private final DocumentSteps steps;
    private final Documents documents;
    private final Chunks chunks;

    DocumentWriter(UnitsOfWork unitsOfWork, DocumentSteps steps, Documents documents, Chunks chunks) {
        this.unitsOfWork = unitsOfWork;
        this.steps = steps;
        this.documents = documents;
        this.chunks = chunks;
    }

    Uni<DocumentReceipt> create(
            Write<DocumentReceipt> write,
            KnowledgeBase knowledgeBase,
            WriteVersion.Target target,
            PreparedVersion content) {
        return write(write, knowledgeBase, target, content, Change.CREATED);
    }

    Uni<DocumentReceipt> replace(
            Write<DocumentReceipt> write,
            KnowledgeBase knowledgeBase,
            Document live,
            PreparedVersion content,
            Change change) {
        return write(write, knowledgeBase, WriteVersion.Target.replace(live), content, change);
    }

    Uni<DocumentReceipt> changeMetadata(
            Write<DocumentReceipt> write, KnowledgeBase knowledgeBase, Document live, Metadata metadata) {
        return withMetadata(knowledgeBase, live, metadata)
                .chain(content -> replace(write, knowledgeBase, live, content, Change.METADATA_CHANGED));
    }

    Uni<DocumentReceipt> unchanged(Write<DocumentReceipt> write, Document live) {
        return unitsOfWork.unchanged(write, new DocumentReceipt(Change.UNCHANGED, live, 0));
    }

    Uni<DocumentReceipt> skipped(Write<DocumentReceipt> write, Document live) {
        return unitsOfWork.unchanged(write, new DocumentReceipt(Change.SKIPPED, live, 0));
    }

    /**
     * Prepares a version with other metadata and with new points, as for any change: so undoing it is the same, and
     * nothing is embedded again.
     */
    Uni<PreparedVersion> withMetadata(KnowledgeBase knowledgeBase, Document live, Metadata metadata) {
        return content(knowledgeBase, live)
                .chain(content -> copy(knowledgeBase, live, live.version(), live.chunksStored(), content, metadata));
    }

    /** Returns everything of the live version but its chunks. */
    Uni<VersionContent> content(KnowledgeBase knowledgeBase, Document live) {
        return documents
                .content(live.id(), live.version(), knowledgeBase.generation())
                .map(content -> content.orElseThrow(() -> LostRace.byChangeOf(live.id())));
    }

    /**
     * Prepares a version from what is stored of another one.
     *
     * @param expected how many chunks it has: fewer are there while it is being removed
     */
    Uni<PreparedVersion> copy(
            KnowledgeBase knowledgeBase,
            Document live,
            int version,
            int expected,
            VersionContent content,
            Metadata metadata) {
        return chunks.ofVersion(live.id(), version, knowledgeBase.generation())
                .invoke(stored -> {
                    if (stored.size() != expected) {
                        throw LostRace.byChangeOf(live.id());
                    }
                })
                .chain(stored -> CallerContext.compute(() -> PreparedVersion.ofStored(VersionContent.of(
                        content.source(),
                        metadata,
                        content.chunking(),
                        content.language(),
                        knowledgeBase.embeddingModel(),
                        stored.stream().map(Chunk::again).toList()))));
    }

    private Uni<DocumentReceipt> write(
            Write<DocumentReceipt> write,
            KnowledgeBase knowledgeBase,
            WriteVersion.Target target,
            PreparedVersion content,
            Change change) {
        return steps.write(knowledgeBase, target, content, Effect.of(change))
                .invoke(step -> write.progress().storing(knowledgeBase.id()))
                .chain(step -> unitsOfWork
                        .execute(Assignment.of(write, List.of(step), () -> receipt(change, step, content)))
                        .map(outcome -> receipt(change, step, content)));
    }

    private static DocumentReceipt receipt(Change change, WriteVersion step, PreparedVersion content) {
        return new DocumentReceipt(change, step.written(), content.embedded());
    }

    Uni<Void> delete(Write<Void> write, KnowledgeBase knowledgeBase, Document live) {
        return unitsOfWork
                .execute(Assignment.of(write, List.of(steps.delete(knowledgeBase, live)), () -> null))
                .replaceWithVoid();
    }
}
