/**
 * Filters on metadata, before anyone evaluates them: whether the fields are known, what their values mean, and which
 * indexes Qdrant should have for them.
 *
 * <p>Start with {@link dev.lockstep.engine.filtering.Filters}. The grammar is in
 * {@link dev.lockstep.domain.FilterParser}; what a filter matches is defined in {@link dev.lockstep.domain.Filter}, and
 * once more for Qdrant and for PostgreSQL each.
 */
@NullMarked
package dev.lockstep.engine.filtering;

import org.jspecify.annotations.NullMarked;
