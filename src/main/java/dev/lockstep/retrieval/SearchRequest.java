package dev.lockstep.retrieval;

import dev.lockstep.domain.Filter;
import org.jspecify.annotations.Nullable;

/**
 * A query.
 *
 * @param limit at most so many hits; as configured when absent
 * @param threshold the least cosine of a hit, -1 to 1; none when absent
 */
public record SearchRequest(
        @Nullable String query,
        @Nullable Integer limit,
        @Nullable Float threshold,
        Filter filter) {}
