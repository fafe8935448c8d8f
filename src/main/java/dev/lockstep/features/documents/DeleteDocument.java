package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.documents.DocumentVersions;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** Makes a document invisible. Nothing is removed before the commit; its points are garbage after it. */
final class DeleteDocument implements Step {

    private final DocumentVersions versions;
    private final Duration purgeAfter;
    private final KnowledgeBase knowledgeBase;
    private final Document live;

    DeleteDocument(DocumentVersions versions, Duration purgeAfter, KnowledgeBase knowledgeBase, Document live) {
        this.versions = versions;
        this.purgeAfter = purgeAfter;
        this.knowledgeBase = knowledgeBase;
        this.live = live;
    }

    @Override
    public String participant() {
        return DocumentParticipant.NAME;
    }

    @Override
    public String operation() {
        return "delete";
    }

    @Override
    public JsonObject target() {
        return DocumentParticipant.target(knowledgeBase, live.id(), live.externalId());
    }

    @Override
    public Map<String, Integer> affects() {
        return Map.of("documents", 1, "chunks", live.chunksStored());
    }

    @Override
    public String lockKey() {
        return DocumentParticipant.lockKey(knowledgeBase, live.id(), live.externalId());
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        return versions.delete(transaction, knowledgeBase, live.id(), live.version(), purgeAfter)
                .invoke(deleted -> {
                    if (!deleted) {
                        throw LostRace.byChangeOf(live.id());
                    }
                })
                .replaceWithVoid();
    }
}
