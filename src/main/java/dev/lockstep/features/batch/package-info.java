/**
 * Batches: many documents in one request. In one file, a line each, they are read with bounded memory, several are
 * under way at once, and the answers come in order; as several files they come one after the other.
 *
 * <p>Start with {@link dev.lockstep.features.batch.BatchIntake}, which takes a batch in.
 * {@link dev.lockstep.features.batch.BatchIngestion} goes through it while its client waits,
 * {@link dev.lockstep.features.batch.BatchJob} as a job. {@link dev.lockstep.features.batch.SeveralFiles} takes in
 * forms.
 */
@NullMarked
package dev.lockstep.features.batch;

import org.jspecify.annotations.NullMarked;
