package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules for queries: which ones are accepted, and why the others are refused. */
@ApplicationScoped
public class QueryRules {

    private final SearchSettings settings;

    QueryRules(SearchSettings settings) {
        this.settings = settings;
    }

    /**
     * Checks a query.
     *
     * @param limit at most so many hits; as configured when absent
     * @param threshold what the cosine of a hit must exceed, -1 to 1; none when absent
     */
    public CheckedQuery accept(
            @Nullable String query, @Nullable Integer limit, @Nullable Float threshold, Filter filter) {
        return new CheckedQuery(query(query), limit(limit), threshold(threshold), filter);
    }

    /** Returns the text of a query if it is neither empty nor too long. */
    public String query(@Nullable String query) {
        if (query == null) {
            throw new Rejected(ErrorCode.MISSING_PROPERTY, "'query' is missing", Map.of("property", "query"));
        }
        if (Texts.isBlank(query)) {
            throw new Rejected(ErrorCode.EMPTY_QUERY, "'query' is empty: say what to look for");
        }
        if (query.length() > settings.maxQueryLength()) {
            throw invalid("query", "'query' is longer than " + settings.maxQueryLength() + " characters");
        }
        return query;
    }

    public int limit(@Nullable Integer asked) {
        int limit = Objects.requireNonNullElse(asked, settings.defaultLimit());
        if (limit < 1 || limit > settings.maxLimit()) {
            throw invalid("limit", "'limit' must be 1 to " + settings.maxLimit() + ", not " + limit);
        }
        return limit;
    }

    private static @Nullable Float threshold(@Nullable Float threshold) {
        if (threshold != null && !(threshold >= -1 && threshold <= 1)) {
            throw invalid("score_threshold", "'score_threshold' is a cosine: it must be -1 to 1, not " + threshold);
        }
        return threshold;
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }
}
