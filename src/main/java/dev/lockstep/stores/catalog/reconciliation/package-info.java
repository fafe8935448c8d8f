/**
 * The reads and records that the comparison of both stores needs from PostgreSQL: live points, origins of points,
 * passes and their findings.
 *
 * <p>Start with {@link dev.lockstep.stores.catalog.reconciliation.LivePoints}.
 */
@NullMarked
package dev.lockstep.stores.catalog.reconciliation;

import org.jspecify.annotations.NullMarked;
