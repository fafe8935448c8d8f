/**
 * Knowledge bases: made, described, listed and deleted. Making one also makes its collection, so it is a unit of work
 * like any other.
 *
 * <p>Start with {@link dev.lockstep.features.knowledgebases.KnowledgeBaseService}.
 */
@NullMarked
package dev.lockstep.features.knowledgebases;

import org.jspecify.annotations.NullMarked;
