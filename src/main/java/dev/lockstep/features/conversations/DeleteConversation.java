package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.conversations.ConversationRows;
import dev.lockstep.stores.catalog.conversations.Conversations;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Makes a conversation invisible; settling the unit of work then removes what is left of it. */
final class DeleteConversation implements Step {

    private final ConversationRows rows;
    private final Conversation conversation;

    DeleteConversation(ConversationRows rows, Conversation conversation) {
        this.rows = rows;
        this.conversation = conversation;
    }

    @Override
    public String participant() {
        return ConversationParticipant.NAME;
    }

    @Override
    public String operation() {
        return ConversationParticipant.DELETE;
    }

    @Override
    public JsonObject target() {
        return ConversationParticipant.target(conversation);
    }

    @Override
    public Map<String, Integer> affects() {
        return Map.of("conversations", 1);
    }

    @Override
    public String lockKey() {
        return ConversationParticipant.lockKey(conversation);
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        return rows.delete(transaction, conversation.id())
                .invoke(deleted -> {
                    if (!deleted) {
                        throw Conversations.missing(conversation.id());
                    }
                })
                .replaceWithVoid();
    }
}
