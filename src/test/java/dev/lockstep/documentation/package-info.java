/**
 * What the pages of the project say is held against what is there: links, files, names of classes, settings, endpoints.
 *
 * <p>Start with {@link dev.lockstep.documentation.Page}. Everything is found by name in the sources, never by a package, so that
 * moving a class breaks no page.
 */
@NullMarked
package dev.lockstep.documentation;

import org.jspecify.annotations.NullMarked;
