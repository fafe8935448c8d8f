/**
 * Searches and answers over REST: what is asked, the hits, and the events of an answer that is streamed.
 *
 * <p>Start with {@link dev.lockstep.web.search.SearchResource}.
 */
@NullMarked
package dev.lockstep.web.search;

import org.jspecify.annotations.NullMarked;
