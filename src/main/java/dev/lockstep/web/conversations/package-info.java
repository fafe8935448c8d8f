/**
 * Conversations and their messages over REST, and recall over them.
 *
 * <p>Start with {@link dev.lockstep.web.conversations.ConversationResource}.
 */
@NullMarked
package dev.lockstep.web.conversations;

import org.jspecify.annotations.NullMarked;
