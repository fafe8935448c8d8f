/**
 * The write buffer: the points of committed units of work that Qdrant may not show yet, searched beside it.
 *
 * <p>Start with {@link dev.lockstep.engine.buffer.WriteBuffer}. {@link dev.lockstep.engine.buffer.Freshness} makes it complete at the
 * start of a search, whichever process committed, and hands out what searches read it by; {@link
 * dev.lockstep.engine.buffer.Confirmation} finds out when an entry is no longer needed.
 */
@NullMarked
package dev.lockstep.engine.buffer;

import org.jspecify.annotations.NullMarked;
