/**
 * The write-ahead log of a collection: what was acknowledged and may not be in the index yet.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.log.OperationLog}. It knows bytes and sequence numbers only.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.log;

import org.jspecify.annotations.NullMarked;
