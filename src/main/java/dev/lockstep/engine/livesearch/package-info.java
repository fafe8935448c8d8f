/**
 * Live search: Qdrant and the write buffer say what is nearest to a query, and the catalog alone decides what of it is
 * live and may be seen. Every feature that answers queries shares it.
 *
 * <p>Start with {@link dev.lockstep.engine.livesearch.LiveRounds#answer}: a feature says what it does in each round by
 * a {@link dev.lockstep.engine.livesearch.LiveSearch}, with what {@link dev.lockstep.engine.livesearch.NearestPoints}
 * finds. {@link dev.lockstep.engine.livesearch.QueryRules} says what may be asked.
 */
@NullMarked
package dev.lockstep.engine.livesearch;

import org.jspecify.annotations.NullMarked;
