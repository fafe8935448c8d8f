/**
 * Who asks: keys and tokens are recognised here, and made over REST.
 *
 * <p>Start with {@link dev.lockstep.web.access.KeyAuthentication}.
 */
@NullMarked
package dev.lockstep.web.access;

import org.jspecify.annotations.NullMarked;
