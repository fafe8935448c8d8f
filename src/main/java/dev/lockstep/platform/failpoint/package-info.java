/**
 * Tests let a process die at named points, see {@link dev.lockstep.platform.failpoint.Failpoints}. Without the system property that names
 * a plan every point is passed at once.
 */
@NullMarked
package dev.lockstep.platform.failpoint;

import org.jspecify.annotations.NullMarked;
