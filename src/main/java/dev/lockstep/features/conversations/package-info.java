/**
 * Conversations: messages in order, appended by units of work and recalled by meaning. They share with documents the
 * machinery that keeps the stores in step, and nothing else:
 * {@link dev.lockstep.features.conversations.ConversationParticipant} is all that units of work know of them, and
 * {@code catalog.PointSource} is all that the write buffer knows of them.
 *
 * <p>Start with {@link dev.lockstep.features.conversations.MessageAppender#append} and
 * {@link dev.lockstep.features.conversations.Recall#recall}.
 */
@NullMarked
package dev.lockstep.features.conversations;

import org.jspecify.annotations.NullMarked;
