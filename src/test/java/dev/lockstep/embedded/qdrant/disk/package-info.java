/**
 * A disk for tests, under everything that uses {@link java.nio.file.Path}: it fills up, and tells what a crash would leave.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.disk.TestDisk}.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.disk;

import org.jspecify.annotations.NullMarked;
