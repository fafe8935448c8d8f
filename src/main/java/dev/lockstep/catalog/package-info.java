/**
 * The catalog: everything SQL. PostgreSQL is the only truth, so what a caller can see is decided here.
 *
 * <p>Start with {@link dev.lockstep.catalog.Transactions}, then {@link dev.lockstep.catalog.UnitOfWorkLog} (the durable
 * record) and {@link dev.lockstep.catalog.DocumentVersions} (staging and flipping). Panache entities serve reading and
 * administration; everything that stages, locks or reads in bulk is one statement on the reactive client. Each SQL text
 * stands beside the one method that binds it.
 */
@NullMarked
package dev.lockstep.catalog;

import org.jspecify.annotations.NullMarked;
