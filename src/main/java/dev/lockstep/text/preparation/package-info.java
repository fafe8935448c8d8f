/**
 * Text goes in here, and chunks with their vectors come out: everything that is computed before a store is asked. All that write chunks
 * share it.
 *
 * <p>Start with {@link dev.lockstep.text.preparation.ChunkPreparation}.
 */
@NullMarked
package dev.lockstep.text.preparation;

import org.jspecify.annotations.NullMarked;
