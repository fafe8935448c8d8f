/**
 * Rows of knowledge bases and their generations: the settings that hold, the collection that serves, and the switch.
 *
 * <p>Start with {@link dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases}.
 */
@NullMarked
package dev.lockstep.stores.catalog.knowledgebases;

import org.jspecify.annotations.NullMarked;
