package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Filter;
import org.jspecify.annotations.Nullable;

/** A query that may be asked. */
public record CheckedQuery(
        String query, int limit, @Nullable Float threshold, Filter filter) {

    /** Returns the same query, limited to what this filter matches. */
    public CheckedQuery with(Filter resolved) {
        return new CheckedQuery(query, limit, threshold, resolved);
    }
}
