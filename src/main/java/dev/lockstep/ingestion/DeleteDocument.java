package dev.lockstep.ingestion;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.unitofwork.Step;
import dev.lockstep.unitofwork.StepResult;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Makes a document invisible. Nothing is removed before the commit; its points are garbage after it. */
final class DeleteDocument implements Step {

    private final DocumentStores stores;
    private final KnowledgeBase knowledgeBase;
    private final Document live;

    DeleteDocument(DocumentStores stores, KnowledgeBase knowledgeBase, Document live) {
        this.stores = stores;
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
        return DocumentParticipant.target(knowledgeBase);
    }

    @Override
    public String lockKey() {
        return live.id().toString();
    }

    @Override
    public Uni<StepResult> commit(SqlConnection connection) {
        return stores.versions()
                .delete(connection, knowledgeBase, live.id(), live.version(), stores.purgeAfter())
                .invoke(deleted -> {
                    if (!deleted) {
                        throw WriteVersion.changedMeanwhile(live.id());
                    }
                })
                .replaceWith(new StepResult(1, 0));
    }
}
