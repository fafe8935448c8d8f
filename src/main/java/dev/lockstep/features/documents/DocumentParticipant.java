package dev.lockstep.features.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.buffer.Confirmation;
import dev.lockstep.engine.buffer.WriteBuffer;
import dev.lockstep.engine.unitofwork.Participant;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.documents.Chunks;
import dev.lockstep.stores.catalog.documents.StagedRemoval;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Undoes and settles the steps of documents, from their records. */
@ApplicationScoped
class DocumentParticipant implements Participant {

    static final String NAME = "documents";

    private static final String COLLECTION = "collection";

    private final Chunks chunks;
    private final StagedRemoval unstaging;
    private final PointStore points;
    private final Confirmation confirmation;
    private final WriteBuffer buffer;

    DocumentParticipant(
            Chunks chunks, StagedRemoval unstaging, PointStore points, Confirmation confirmation, WriteBuffer buffer) {
        this.chunks = chunks;
        this.unstaging = unstaging;
        this.points = points;
        this.confirmation = confirmation;
        this.buffer = buffer;
    }

    static JsonObject target(KnowledgeBase knowledgeBase, DocumentId document, @Nullable String externalId) {
        JsonObject shown =
                new JsonObject().put("knowledge_base", knowledgeBase.name()).put("id", document.toString());
        if (externalId != null) {
            shown.put("external_id", externalId);
        }
        return new JsonObject()
                .put("knowledge_base_id", knowledgeBase.id().toString())
                .put(COLLECTION, knowledgeBase.collection())
                .put(StepRecord.SHOWN, shown);
    }

    /**
     * Returns the lock of a document: by its external id if there is one, as two inserts of the same document share
     * nothing else.
     */
    static String lockKey(KnowledgeBase knowledgeBase, DocumentId document, @Nullable String externalId) {
        return "documents/" + knowledgeBase.id() + (externalId == null ? "/id/" + document : "/external/" + externalId);
    }

    /** Returns the lock of insertions that share nothing but their content. */
    static String contentKey(KnowledgeBase knowledgeBase, String content) {
        return "documents/" + knowledgeBase.id() + "/content/" + content;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Removes what a step has added. The points go first: their ids are known only as long as the staged rows are
     * there.
     */
    @Override
    public Uni<Integer> compensate(StepRecord step) {
        return chunks.staged(step.unitOfWork(), step.ordinal())
                .call(staged -> delete(step, staged))
                .call(() -> Failpoints.reach("undo.points-deleted", step.unitOfWork()))
                .call(() -> unstaging.unstage(step.unitOfWork(), step.ordinal()))
                .map(List::size);
    }

    /**
     * Removes late points. The staged rows are gone by now, so the points are found by the unit of work that they name.
     */
    @Override
    public Uni<Integer> sweep(StepRecord step) {
        return points.ofUnitOfWork(step.target().getString(COLLECTION), step.unitOfWork(), points.standardDeadline())
                .call(late -> delete(step, late))
                .map(List::size);
    }

    private Uni<Void> delete(StepRecord step, List<PointId> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : points.delete(step.target().getString(COLLECTION), ids, points.standardDeadline());
    }

    @Override
    public Uni<Void> settle(List<StepRecord> steps) {
        return confirmation.confirm(steps.stream().map(StepRecord::unitOfWork).collect(Collectors.toSet()));
    }

    @Override
    public void forget(Collection<UnitOfWorkId> settled) {
        buffer.evict(settled);
    }
}
