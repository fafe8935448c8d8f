package dev.lockstep.conversation;

import dev.lockstep.catalog.Conversations;
import dev.lockstep.domain.Conversation;
import dev.lockstep.unitofwork.Step;
import dev.lockstep.unitofwork.StepResult;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Makes a conversation invisible; settling the unit of work then removes what is left of it. */
final class DeleteConversation implements Step {

    private final ConversationStores stores;
    private final Conversation conversation;

    DeleteConversation(ConversationStores stores, Conversation conversation) {
        this.stores = stores;
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
    public String lockKey() {
        return conversation.id().toString();
    }

    @Override
    public Uni<StepResult> commit(SqlConnection connection) {
        return stores.conversations()
                .delete(connection, conversation.id())
                .invoke(deleted -> {
                    if (!deleted) {
                        throw Conversations.missing(conversation.id());
                    }
                })
                .replaceWith(new StepResult(0, 0));
    }
}
