/**
 * Transactions: several operations of any participants as one unit of work, asked after and listed later.
 *
 * <p>Start with {@link dev.lockstep.features.transactions.TransactionService#execute}. Operations are planned by whoever calls itself
 * by their participant's name; this package knows none of them.
 */
@NullMarked
package dev.lockstep.features.transactions;

import org.jspecify.annotations.NullMarked;
