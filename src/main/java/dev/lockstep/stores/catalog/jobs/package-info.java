/**
 * Rows of jobs: queued, claimed under a lease, reported on, ended and removed.
 *
 * <p>Start with {@link dev.lockstep.stores.catalog.jobs.Jobs}.
 */
@NullMarked
package dev.lockstep.stores.catalog.jobs;

import org.jspecify.annotations.NullMarked;
