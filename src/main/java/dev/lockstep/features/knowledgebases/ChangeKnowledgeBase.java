package dev.lockstep.features.knowledgebases;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseChange;
import dev.lockstep.domain.NotFound;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes what a knowledge base says of itself, and who reads in it. No other store is concerned; it has a record like any other write. */
final class ChangeKnowledgeBase implements Step {

    private final KnowledgeBaseRows rows;
    private final KnowledgeBase before;
    private final KnowledgeBaseChange change;

    private volatile KnowledgeBase changed;

    ChangeKnowledgeBase(KnowledgeBaseRows rows, KnowledgeBase before, KnowledgeBaseChange change) {
        this.rows = rows;
        this.before = before;
        this.change = change;
        this.changed = before;
    }

    @Override
    public String participant() {
        return KnowledgeBaseParticipant.NAME;
    }

    @Override
    public String operation() {
        return "describe";
    }

    @Override
    public JsonObject target() {
        return KnowledgeBaseParticipant.target(before);
    }

    @Override
    public Map<String, Integer> affects() {
        return Map.of("knowledge_bases", 1);
    }

    @Override
    public String lockKey() {
        return "knowledge_bases/" + before.name();
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        return rows.change(transaction, before, change)
                .invoke(after -> changed = require(after))
                .replaceWithVoid();
    }

    private KnowledgeBase require(@Nullable KnowledgeBase after) {
        if (after == null) {
            throw new NotFound(
                    ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                    "knowledge base '" + before.name() + "' was deleted by someone else");
        }
        return after;
    }

    /** Returns the knowledge base as this step left it. */
    KnowledgeBase changed() {
        return changed;
    }
}
