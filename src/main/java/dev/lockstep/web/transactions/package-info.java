/**
 * Transactions over REST: several operations as one unit of work, the list of what was done, and its events.
 *
 * <p>Start with {@link dev.lockstep.web.transactions.TransactionResource}. An operation on another kind of thing is one more
 * {@code OperationBody}.
 */
@NullMarked
package dev.lockstep.web.transactions;

import org.jspecify.annotations.NullMarked;
