/**
 * Jobs: writes that clients do not wait for. What a request sent is a file in the spool, what it said is a row; any
 * process that can read the file may do the job, under a lease, and goes on where another one was stopped.
 *
 * <p>Start with {@link dev.lockstep.features.jobs.JobService}, which is what people ask for, and
 * {@link dev.lockstep.features.jobs.JobRunner}, which does it. What a job does is up to the
 * {@link dev.lockstep.engine.jobs.JobHandler}s of other features, none of which is known here.
 * {@link dev.lockstep.engine.idempotency.OnceOnly} says why nothing is written twice.
 */
@NullMarked
package dev.lockstep.features.jobs;

import org.jspecify.annotations.NullMarked;
