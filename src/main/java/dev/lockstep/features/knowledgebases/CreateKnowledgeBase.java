package dev.lockstep.features.knowledgebases;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.unitofwork.BufferNeed;
import dev.lockstep.stores.points.PayloadIndex;
import dev.lockstep.stores.points.PayloadIndexes;
import dev.lockstep.stores.points.PointCollections;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Makes a knowledge base visible once its collection is there. */
final class CreateKnowledgeBase implements Step {

    private final KnowledgeBaseRows rows;
    private final PointCollections collections;
    private final PayloadIndexes indexes;
    private final KnowledgeBase knowledgeBase;

    CreateKnowledgeBase(
            KnowledgeBaseRows rows, PointCollections collections, PayloadIndexes indexes, KnowledgeBase knowledgeBase) {
        this.rows = rows;
        this.collections = collections;
        this.indexes = indexes;
        this.knowledgeBase = knowledgeBase;
    }

    @Override
    public String participant() {
        return KnowledgeBaseParticipant.NAME;
    }

    @Override
    public String operation() {
        return KnowledgeBaseParticipant.CREATE;
    }

    @Override
    public JsonObject target() {
        return KnowledgeBaseParticipant.target(knowledgeBase);
    }

    @Override
    public Map<String, Integer> affects() {
        return Map.of("knowledge_bases", 1);
    }

    @Override
    public String lockKey() {
        return "knowledge_bases/" + knowledgeBase.name();
    }

    @Override
    public Uni<Void> stage(CatalogTransaction transaction, Place place) {
        return rows.stage(transaction, knowledgeBase, place.unitOfWork());
    }

    @Override
    public Uni<BufferNeed> apply(Deadline deadline) {
        return collections
                .create(knowledgeBase.collection(), knowledgeBase.dimension(), deadline)
                .chain(() -> indexes.create(
                        knowledgeBase.collection(), PayloadIndex.of(knowledgeBase.metadataSchema()), deadline))
                .replaceWith(BufferNeed.NOT_NEEDED);
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        return rows.publish(transaction, knowledgeBase.id())
                .invoke(published -> {
                    if (!published) {
                        throw new Conflict(
                                ErrorCode.LEASE_LOST, "creating the knowledge base took too long; try again");
                    }
                })
                .replaceWithVoid();
    }
}
