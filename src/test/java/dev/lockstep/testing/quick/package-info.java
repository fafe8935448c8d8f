/**
 * The tests of {@code ./mvnw test -Pquick}: those that need no store, no application and no other process.
 *
 * <p>Start with {@link dev.lockstep.testing.quick.QuickTests}. No test says by itself whether it is quick; what it can come to
 * says so, and so nobody can forget it or be wrong about it.
 */
@NullMarked
package dev.lockstep.testing.quick;

import org.jspecify.annotations.NullMarked;
