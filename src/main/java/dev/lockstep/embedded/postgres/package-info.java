/**
 * Runs a real PostgreSQL 18 of Lockstep's own for whoever configures none: with binaries from the class path, data that stays, durable
 * settings, on loopback only.
 *
 * <p>It imports nothing else of ours; the service reaches it through its socket, as it would any other server. The binaries are those
 * that {@code io.zonky.test.postgres} publishes. Its library for tests is not used: that unpacks and initialises in place, so a process
 * killed half-way leaves a directory that never starts again. Here both happen beside the final name and are renamed into it.
 *
 * <p>Start with {@link dev.lockstep.embedded.postgres.EmbeddedPostgresServer}.
 */
@NullMarked
package dev.lockstep.embedded.postgres;

import org.jspecify.annotations.NullMarked;
