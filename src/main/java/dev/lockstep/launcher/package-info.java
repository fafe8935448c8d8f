/**
 * Starts and ends the process: settings are read, stores without an address are started here, stores with one are asked whether they
 * answer, then Quarkus runs on what was found; at the end the application goes first, its stores after it.
 *
 * <p>It is the only package that knows {@code embedded}. The rest of the service sees settings, whoever serves them. Start with
 * {@link dev.lockstep.launcher.Lockstep}.
 */
@NullMarked
package dev.lockstep.launcher;

import org.jspecify.annotations.NullMarked;
