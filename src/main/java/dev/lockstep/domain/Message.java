package dev.lockstep.domain;

import java.time.Instant;

/**
 * A live message.
 *
 * @param index its number in the conversation, from 0 and without gaps: the order of commits
 * @param createdAt when it was committed
 */
public record Message(
        MessageId id,
        ConversationId conversation,
        int index,
        Role role,
        String text,
        Metadata metadata,
        Instant createdAt) {}
