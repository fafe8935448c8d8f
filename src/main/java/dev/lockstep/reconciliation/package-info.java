/**
 * Reconciliation: what keeps Qdrant an index of the catalog in the long run.
 *
 * <p>So far {@link dev.lockstep.reconciliation.Purge}, which removes what commits have made garbage.
 */
@NullMarked
package dev.lockstep.reconciliation;

import org.jspecify.annotations.NullMarked;
