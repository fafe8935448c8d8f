/**
 * Requests that nobody would send, against an embedded Qdrant in a process with little memory. Start with
 * {@link dev.lockstep.embedded.qdrant.fuzz.FuzzTest}.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.fuzz;

import org.jspecify.annotations.NullMarked;
