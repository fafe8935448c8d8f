/**
 * The catalog, which is everything in SQL. PostgreSQL is the only truth, so what a caller can see is decided here.
 *
 * <p>Each kind of row has a folder of its own; {@code postgres} holds connections, transactions and their failures. Start with
 * {@link dev.lockstep.stores.catalog.postgres.Transactions}, then
 * {@link dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog} (the durable record) and
 * {@link dev.lockstep.stores.catalog.documents.DocumentVersions} (staging and flipping). Panache entities serve reading and
 * administration; everything that stages, locks or reads in bulk is one statement on the reactive client. Each SQL text
 * stands beside the one method that binds it.
 */
@NullMarked
package dev.lockstep.stores.catalog;

import org.jspecify.annotations.NullMarked;
