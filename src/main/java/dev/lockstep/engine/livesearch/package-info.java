/**
 * What is nearest to a query and live: asked of Qdrant and of the write buffer, and left to the catalog, which alone
 * decides what may be seen. Shared by every feature that answers queries.
 *
 * <p>Start with {@link dev.lockstep.engine.livesearch.LiveRounds#answer}: a feature says what it does in each round by a {@link
 * dev.lockstep.engine.livesearch.LiveSearch}, with what {@link dev.lockstep.engine.livesearch.NearestPoints} finds. {@link
 * dev.lockstep.engine.livesearch.QueryRules} says what may be asked.
 */
@NullMarked
package dev.lockstep.engine.livesearch;

import org.jspecify.annotations.NullMarked;
