package dev.lockstep.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A live conversation.
 *
 * @param collection where its points are in Qdrant, among those of other conversations
 * @param embeddingModel the id of the model whose vectors it holds; others do not fit
 * @param messages how many are live
 */
public record Conversation(
        ConversationId id,
        Tenant tenant,
        @Nullable String title,
        Metadata metadata,
        String collection,
        String embeddingModel,
        int messages,
        Instant createdAt,
        Instant updatedAt) {

    /** @throws Conflict when the service runs another model than the one this conversation was made with */
    public void requireModel(String model) {
        if (!embeddingModel.equals(model)) {
            throw new Conflict(
                    ErrorCode.EMBEDDING_MODEL_MISMATCH,
                    "conversation " + id + " holds vectors of " + embeddingModel + ", but the service runs " + model
                            + ": configure the former, or make a new conversation",
                    Map.of("expected", embeddingModel, "actual", model));
        }
    }
}
