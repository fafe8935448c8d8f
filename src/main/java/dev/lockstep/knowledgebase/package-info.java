/**
 * Knowledge bases: made, described, listed and deleted. Making one also makes its collection, so it is a unit of work
 * like any other.
 *
 * <p>Start with {@link dev.lockstep.knowledgebase.KnowledgeBaseService}.
 */
@NullMarked
package dev.lockstep.knowledgebase;

import org.jspecify.annotations.NullMarked;
