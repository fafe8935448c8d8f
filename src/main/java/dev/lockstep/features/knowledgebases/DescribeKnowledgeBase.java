package dev.lockstep.features.knowledgebases;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.NotFound;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes the description of a knowledge base. No other store is concerned; it has a record like any other write. */
final class DescribeKnowledgeBase implements Step {

    private final KnowledgeBaseRows rows;
    private final KnowledgeBase before;
    private final @Nullable String description;

    private volatile KnowledgeBase described;

    DescribeKnowledgeBase(KnowledgeBaseRows rows, KnowledgeBase before, @Nullable String description) {
        this.rows = rows;
        this.before = before;
        this.description = description;
        this.described = before;
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
        return rows.describe(transaction, before.id(), description)
                .invoke(at -> described = before.describedAs(description, changed(at)))
                .replaceWithVoid();
    }

    private Instant changed(@Nullable Instant at) {
        if (at == null) {
            throw new NotFound(
                    ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                    "knowledge base '" + before.name() + "' was deleted by someone else");
        }
        return at;
    }

    /** Returns the knowledge base as this step left it. */
    KnowledgeBase described() {
        return described;
    }
}
