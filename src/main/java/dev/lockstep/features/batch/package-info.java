/**
 * Many documents in one file, a line each: read with bounded memory, several under way at once, answered in order.
 *
 * <p>Start with {@link dev.lockstep.features.batch.BatchIngestion}.
 */
@NullMarked
package dev.lockstep.features.batch;

import org.jspecify.annotations.NullMarked;
