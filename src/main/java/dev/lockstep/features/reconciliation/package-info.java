/**
 * Reconciliation: what keeps Qdrant an index of the catalog in the long run.
 *
 * <p>{@link dev.lockstep.features.reconciliation.Purge} removes what commits have made garbage. Two passes compare the stores from end
 * to end, because no acknowledgement is final and no delete is: {@link dev.lockstep.features.reconciliation.Collector} removes points
 * that should not be there, {@link dev.lockstep.features.reconciliation.Scrub} puts those back that should. Start with
 * {@link dev.lockstep.features.reconciliation.Passes}, which runs them; {@link dev.lockstep.features.reconciliation.Orphans} says why removing
 * is safe. {@link dev.lockstep.features.reconciliation.Consistency} tells people how the stores stand.
 */
@NullMarked
package dev.lockstep.features.reconciliation;

import org.jspecify.annotations.NullMarked;
