package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.conversations.ConversationRows;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes an empty conversation: one row, added by the commit itself, so that there is nothing to be undone. */
final class CreateConversation implements Step {

    private final ConversationRows rows;
    private final Conversation conversation;

    private volatile @Nullable Place place;
    private volatile @Nullable Instant createdAt;

    CreateConversation(ConversationRows rows, Conversation conversation) {
        this.rows = rows;
        this.conversation = conversation;
    }

    @Override
    public String participant() {
        return ConversationParticipant.NAME;
    }

    @Override
    public String operation() {
        return ConversationParticipant.CREATE;
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
    public Uni<Void> stage(CatalogTransaction transaction, Place at) {
        place = at;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        Place at = Objects.requireNonNull(place, "a step is committed only after it was staged");
        return rows.insert(transaction, conversation, at.unitOfWork())
                .invoke(instant -> createdAt = instant)
                .replaceWithVoid();
    }

    /** Returns the conversation as the commit left it. */
    Conversation created() {
        Instant at = Objects.requireNonNull(createdAt, "a conversation is there only after the commit");
        return new Conversation(
                conversation.id(),
                conversation.tenant(),
                conversation.createdBy(),
                conversation.title(),
                conversation.metadata(),
                conversation.collection(),
                conversation.embeddingModel(),
                0,
                at,
                at);
    }
}
