/**
 * Transactions: several operations of any participants as one unit of work, asked after and listed later; and the answers
 * to requests that come again with the same idempotency key.
 *
 * <p>Start with {@link dev.lockstep.transaction.TransactionService#execute}. Operations are planned by whoever calls itself
 * by their participant's name; this package knows none of them.
 */
@NullMarked
package dev.lockstep.transaction;

import org.jspecify.annotations.NullMarked;
