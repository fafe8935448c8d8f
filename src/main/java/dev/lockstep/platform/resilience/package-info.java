/**
 * Protects the service from a store that is slow, full or away by bounded shares, retries and a circuit breaker. It knows no store;
 * {@code catalog} and {@code points} each have one {@link dev.lockstep.platform.resilience.StoreGuard}.
 *
 * <pre>
 * call ──> share of its lane ──> retries, with growing pauses ──> breaker ──> store
 * </pre>
 *
 * <p>Start with {@link dev.lockstep.platform.resilience.GuardedStore}.
 */
@NullMarked
package dev.lockstep.platform.resilience;

import org.jspecify.annotations.NullMarked;
