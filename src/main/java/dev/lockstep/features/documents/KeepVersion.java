package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.documents.DocumentVersions;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes nothing, because the document is already as asked for, or is to stay as it is; and makes sure that it still is at the commit. */
final class KeepVersion implements Step {

    private final DocumentVersions versions;
    private final KnowledgeBase knowledgeBase;
    private final Document live;
    private final Effect effect;

    KeepVersion(DocumentVersions versions, KnowledgeBase knowledgeBase, Document live, Effect effect) {
        this.versions = versions;
        this.knowledgeBase = knowledgeBase;
        this.live = live;
        this.effect = effect;
    }

    @Override
    public String participant() {
        return DocumentParticipant.NAME;
    }

    @Override
    public String operation() {
        return effect.operation();
    }

    @Override
    public JsonObject target() {
        return DocumentParticipant.target(knowledgeBase, live.id(), live.externalId());
    }

    @Override
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>(Step.super.shown());
        shown.put("version", live.version());
        shown.put(Effect.CHANGE, effect.name());
        return shown;
    }

    @Override
    public Map<String, Integer> affects() {
        return Map.of("documents", 0, "chunks", 0);
    }

    @Override
    public String lockKey() {
        return DocumentParticipant.lockKey(knowledgeBase, live.id(), live.externalId());
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        return versions.lockLive(transaction, live.id(), live.version())
                .invoke(still -> {
                    if (!still) {
                        throw LostRace.byChangeOf(live.id());
                    }
                })
                .replaceWithVoid();
    }
}
