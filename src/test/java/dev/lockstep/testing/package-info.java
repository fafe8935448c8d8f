/**
 * What tests of several packages share. Start with {@link dev.lockstep.testing.EmbeddedStores}.
 */
@NullMarked
package dev.lockstep.testing;

import org.jspecify.annotations.NullMarked;
