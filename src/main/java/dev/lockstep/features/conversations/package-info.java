/**
 * Conversations: messages in order, appended by units of work and recalled by meaning. They share with documents what
 * keeps the stores in step, and nothing else: {@link dev.lockstep.features.conversations.ConversationParticipant} is all that units
 * of work know of them, as {@code catalog.PointSource} is all that the write buffer knows.
 *
 * <p>Start with {@link dev.lockstep.features.conversations.MessageAppender#append} and {@link dev.lockstep.features.conversations.Recall#recall}.
 */
@NullMarked
package dev.lockstep.features.conversations;

import org.jspecify.annotations.NullMarked;
