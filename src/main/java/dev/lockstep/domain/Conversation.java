package dev.lockstep.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live conversation.
 *
 * @param createdBy the name of the caller who made it
 * @param collection where its points are in Qdrant, among those of other conversations
 * @param embeddingModel the id of the model whose vectors it holds; others do not fit
 * @param messages how many are live
 */
public record Conversation(
        ConversationId id,
        Tenant tenant,
        String createdBy,
        @Nullable String title,
        Metadata metadata,
        String collection,
        String embeddingModel,
        int messages,
        Instant createdAt,
        Instant updatedAt) {}
