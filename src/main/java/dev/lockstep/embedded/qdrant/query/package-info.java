/**
 * The calls that read points: by id, by vector, in groups, in the order of a field, counted by value.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.query.PointQueries}; {@link dev.lockstep.embedded.qdrant.query.StagedQuery}
 * runs a query with its prefetches on one snapshot of the index.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.query;

import org.jspecify.annotations.NullMarked;
