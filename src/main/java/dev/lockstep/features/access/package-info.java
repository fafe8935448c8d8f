/**
 * Keys: who may use the service, and for what.
 *
 * <p>Start with {@link dev.lockstep.features.access.Access}, which recognises them.
 */
@NullMarked
package dev.lockstep.features.access;

import org.jspecify.annotations.NullMarked;
