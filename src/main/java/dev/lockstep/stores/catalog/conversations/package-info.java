/**
 * Rows of conversations and their messages.
 *
 * <p>Start with {@link dev.lockstep.stores.catalog.conversations.Conversations}.
 */
@NullMarked
package dev.lockstep.stores.catalog.conversations;

import org.jspecify.annotations.NullMarked;
