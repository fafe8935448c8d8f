package dev.lockstep.features.knowledgebases;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.NotFound;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Makes a knowledge base invisible; settling the unit of work then removes what is left of it. */
final class DeleteKnowledgeBase implements Step {

    private final KnowledgeBaseRows rows;
    private final KnowledgeBase knowledgeBase;

    DeleteKnowledgeBase(KnowledgeBaseRows rows, KnowledgeBase knowledgeBase) {
        this.rows = rows;
        this.knowledgeBase = knowledgeBase;
    }

    @Override
    public String participant() {
        return KnowledgeBaseParticipant.NAME;
    }

    @Override
    public String operation() {
        return KnowledgeBaseParticipant.DELETE;
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
    public Uni<Void> commit(CatalogTransaction transaction) {
        return rows.delete(transaction, knowledgeBase.id())
                .invoke(deleted -> {
                    if (!deleted) {
                        throw new NotFound(
                                ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                                "knowledge base '" + knowledgeBase.name() + "' was deleted by someone else");
                    }
                })
                .replaceWithVoid();
    }
}
