/**
 * Transactions: several operations of any participants as one unit of work, which can be looked up and listed later.
 *
 * <p>Start with {@link dev.lockstep.features.transactions.TransactionService#execute}. Operations are planned by the
 * planner that bears their participant's name; this package knows none of them.
 */
@NullMarked
package dev.lockstep.features.transactions;

import org.jspecify.annotations.NullMarked;
