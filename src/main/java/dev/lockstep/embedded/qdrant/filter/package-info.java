/**
 * What Qdrant's filters mean, told from a payload alone: the index asks here where its terms cannot tell, and the terms
 * are tested against it.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.filter.ConditionCheck}. {@link
 * dev.lockstep.embedded.qdrant.filter.PayloadIndexSet} says where a payload index changes what a condition means.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.filter;

import org.jspecify.annotations.NullMarked;
