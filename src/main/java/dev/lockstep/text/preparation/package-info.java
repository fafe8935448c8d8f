/**
 * Text in, chunks with their vectors out: everything that is computed before a store is asked. Shared by all that write
 * chunks.
 *
 * <p>Start with {@link dev.lockstep.text.preparation.ChunkPreparation}.
 */
@NullMarked
package dev.lockstep.text.preparation;

import org.jspecify.annotations.NullMarked;
