package dev.lockstep.retrieval;

import dev.lockstep.domain.Filter;
import org.jspecify.annotations.Nullable;

/**
 * A query.
 *
 * @param limit at most so many hits; as configured when absent
 * @param threshold what the cosine of a hit must exceed, -1 to 1; none when absent
 */
public record SearchRequest(
        @Nullable String query,
        @Nullable Integer limit,
        @Nullable Float threshold,
        Filter filter) {}
