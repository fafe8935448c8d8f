/**
 * What tests of several packages share. Start with {@link dev.lockstep.testing.EmbeddedStores}, the stores behind every
 * {@code @QuarkusTest}.
 *
 * <p>Faults: {@link dev.lockstep.testing.TcpProxy} on the wire, {@link dev.lockstep.testing.Faults} in the shared Qdrant,
 * {@link dev.lockstep.testing.FaultableQdrant} and {@link dev.lockstep.testing.FaultablePostgres} for tests that start
 * servers of their own and may kill them.
 */
@NullMarked
package dev.lockstep.testing;

import org.jspecify.annotations.NullMarked;
