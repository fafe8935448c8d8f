/**
 * What the points of a collection look like: its vectors, its settings and their bounds, and the names it may have.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.schema.Schema}.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.schema;

import org.jspecify.annotations.NullMarked;
