package dev.lockstep.features.knowledgebases;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.unitofwork.Participant;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.knowledgebases.Generations;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import dev.lockstep.stores.points.PointCollections;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Undoes the making of knowledge bases, and finishes their deletion. */
@ApplicationScoped
class KnowledgeBaseParticipant implements Participant {

    static final String NAME = "knowledge_bases";
    static final String CREATE = "create";
    static final String DELETE = "delete";

    private static final String ID = "knowledge_base_id";
    private static final String COLLECTION = "collection";
    private static final String PLACEMENT = "placement";

    private final KnowledgeBaseRows rows;
    private final Generations generations;
    private final PointCollections collections;
    private final PointStore points;

    KnowledgeBaseParticipant(
            KnowledgeBaseRows rows, Generations generations, PointCollections collections, PointStore points) {
        this.rows = rows;
        this.generations = generations;
        this.collections = collections;
        this.points = points;
    }

    static JsonObject target(KnowledgeBase knowledgeBase) {
        return new JsonObject()
                .put(ID, knowledgeBase.id().toString())
                .put(COLLECTION, knowledgeBase.collection())
                .put(PLACEMENT, knowledgeBase.placement().name())
                .put(StepRecord.SHOWN, new JsonObject().put("knowledge_base", knowledgeBase.name()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<Integer> compensate(StepRecord step) {
        return step.operation().equals(CREATE)
                ? sweep(step)
                        .call(() -> Failpoints.reach("undo.points-deleted", step.unitOfWork()))
                        .call(() -> rows.unstage(id(step)))
                : Uni.createFrom().item(0);
    }

    /**
     * Drops a collection that turned up late: the request that made it may have been under way when it was abandoned.
     */
    @Override
    public Uni<Integer> sweep(StepRecord step) {
        return step.operation().equals(CREATE) && placement(step) == Placement.OWN
                ? collections.drop(collection(step), points.standardDeadline()).replaceWith(0)
                : Uni.createFrom().item(0);
    }

    @Override
    public Uni<Void> settle(List<StepRecord> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .filter(step -> step.operation().equals(DELETE))
                .onItem()
                .transformToUniAndConcatenate(step -> removePoints(step)
                        .chain(() -> Failpoints.reach("settle.points-removed", step.unitOfWork()))
                        .chain(() -> rows.erase(id(step))))
                .collect()
                .last();
    }

    private Uni<Void> removePoints(StepRecord step) {
        return switch (placement(step)) {
            case OWN -> dropAll(step);
            case SHARED ->
                points.ofScope(collection(step), id(step).scope(), points.standardDeadline())
                        .chain(ids -> points.delete(collection(step), ids, points.standardDeadline()))
                        .chain(() -> dropAll(step));
        };
    }

    /**
     * Drops the collections of all generations: others may have been built between the planning of the deletion and its
     * commit.
     */
    private Uni<Void> dropAll(StepRecord step) {
        return generations
                .ownCollections(id(step))
                .onItem()
                .transformToMulti(own -> Multi.createFrom().iterable(own))
                .onItem()
                .transformToUniAndConcatenate(collection -> collections.drop(collection, points.standardDeadline()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @Override
    public void forget(Collection<UnitOfWorkId> settled) {
        // This participant keeps nothing in memory.
    }

    private static KnowledgeBaseId id(StepRecord step) {
        return new KnowledgeBaseId(UUID.fromString(step.target().getString(ID)));
    }

    private static String collection(StepRecord step) {
        return step.target().getString(COLLECTION);
    }

    private static Placement placement(StepRecord step) {
        return Placement.valueOf(step.target().getString(PLACEMENT));
    }
}
