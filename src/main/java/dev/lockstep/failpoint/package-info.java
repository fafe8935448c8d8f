/**
 * Named points at which tests let a process die, see {@link dev.lockstep.failpoint.Failpoints}. Without the system property
 * that names a plan every point is passed at once.
 */
@NullMarked
package dev.lockstep.failpoint;

import org.jspecify.annotations.NullMarked;
