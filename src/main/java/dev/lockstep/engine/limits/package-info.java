/**
 * How much of the service a tenant may have.
 *
 * <p>Start with {@link dev.lockstep.engine.limits.TenantLimits}.
 */
@NullMarked
package dev.lockstep.engine.limits;

import org.jspecify.annotations.NullMarked;
