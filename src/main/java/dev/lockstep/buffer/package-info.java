/**
 * The write buffer: the points of committed units of work that Qdrant may not show yet, searched beside it.
 *
 * <p>Start with {@link dev.lockstep.buffer.WriteBuffer}. {@link dev.lockstep.buffer.Freshness} makes it complete at the
 * start of a search, whichever process committed; {@link dev.lockstep.buffer.Confirmation} finds out when an entry is no
 * longer needed.
 */
@NullMarked
package dev.lockstep.buffer;

import org.jspecify.annotations.NullMarked;
