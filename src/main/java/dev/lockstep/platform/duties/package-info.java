/**
 * What the process does by itself, again and again, as long as it runs. Start with {@link dev.lockstep.platform.duties.Duty}: a bean that
 * implements it is started and stopped with the process, and its last round is told at {@code /q/health/well}.
 */
@NullMarked
package dev.lockstep.platform.duties;

import org.jspecify.annotations.NullMarked;
