/**
 * How the service reaches PostgreSQL: a guarded pool, whole transactions, and what a failure of the database means.
 *
 * <p>Start with {@link dev.lockstep.stores.catalog.postgres.Transactions}.
 */
@NullMarked
package dev.lockstep.stores.catalog.postgres;

import org.jspecify.annotations.NullMarked;
