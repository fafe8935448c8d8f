/**
 * The storage engine of one collection: the log, the index, and the queue and the worker between them, which make an operation
 * durable first and visible later.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.storage.UpdateWorker}; {@link
 * dev.lockstep.embedded.qdrant.storage.Storage} recovers the index from the log, and {@link
 * dev.lockstep.embedded.qdrant.storage.Applier} says what each operation does.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.storage;

import org.jspecify.annotations.NullMarked;
