/**
 * The durable record of units of work: staged, moved from state to state, claimed by recovery, read, and forgotten in the end.
 *
 * <p>Start with {@link dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog}.
 */
@NullMarked
package dev.lockstep.stores.catalog.unitofwork;

import org.jspecify.annotations.NullMarked;
