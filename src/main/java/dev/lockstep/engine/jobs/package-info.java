/**
 * The port between the queue of jobs and the features that carry them out. Features leave a
 * {@link dev.lockstep.engine.jobs.JobOrder} in the {@link dev.lockstep.engine.jobs.JobQueue} and have a
 * {@link dev.lockstep.engine.jobs.JobHandler} that carries it out, perhaps much later and in another process;
 * {@code features.jobs} keeps the queue and runs the handlers. Neither knows the other.
 *
 * <pre>
 * features.documents, features.batch ──> engine.jobs <── features.jobs
 *        JobHandler beans                 JobQueue        JobService is the queue
 *                                        RunningJob       JobRun is the attempt
 * </pre>
 *
 * <p>Start with {@link dev.lockstep.engine.jobs.JobHandler}.
 */
@NullMarked
package dev.lockstep.engine.jobs;

import org.jspecify.annotations.NullMarked;
