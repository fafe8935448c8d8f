/**
 * Files that clients send, on disk while they are needed: never in memory, and gone afterwards, also after a crash.
 *
 * <p>Start with {@link dev.lockstep.platform.spool.Spool}.
 */
@NullMarked
package dev.lockstep.platform.spool;

import org.jspecify.annotations.NullMarked;
