/**
 * What only development has: a page at {@code /ui/}, its place in the menu of Quarkus's Dev UI, and what the page asks for
 * that the service's own interface does not have. No bean of this package is in a package for production.
 *
 * <p>Start with {@link dev.lockstep.web.development.DevelopmentResource}.
 */
@NullMarked
package dev.lockstep.web.development;

import org.jspecify.annotations.NullMarked;
