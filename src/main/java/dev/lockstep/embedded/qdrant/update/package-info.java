/**
 * The calls that write: they check an operation whole, bring it into the one form that is logged and hand it to its collection.
 *
 * <p>Start with {@link dev.lockstep.embedded.qdrant.update.PointWrites}; {@link
 * dev.lockstep.embedded.qdrant.update.OperationChecks} says what an operation may be.
 */
@NullMarked
package dev.lockstep.embedded.qdrant.update;

import org.jspecify.annotations.NullMarked;
