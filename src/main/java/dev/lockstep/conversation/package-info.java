/**
 * Conversations: messages in order, appended by units of work and recalled by meaning. They share with documents what
 * keeps the stores in step, and nothing else: {@link dev.lockstep.conversation.ConversationParticipant} is all that units
 * of work know of them, as {@code catalog.PointSource} is all that the write buffer knows.
 *
 * <p>Start with {@link dev.lockstep.conversation.Appending#append} and {@link dev.lockstep.conversation.Recall#recall}.
 */
@NullMarked
package dev.lockstep.conversation;

import org.jspecify.annotations.NullMarked;
