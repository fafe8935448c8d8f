package dev.lockstep.features.search;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits, best first.
 *
 * @param threshold what was applied; null for none
 * @param truncation how much of the query the embedding model has read; null for all
 * @param degraded parts of the search that were not available
 * @param timings by the name of the stage, in their order; empty when they were not asked for
 * @param nextCursor null on the last page
 */
public record SearchResult(
        Mode mode,
        List<Hit> hits,
        @Nullable Threshold threshold,
        @Nullable Truncation truncation,
        List<Degradation> degraded,
        List<Warning> warnings,
        Duration took,
        Map<String, Duration> timings,
        @Nullable String nextCursor) {
    public SearchResult {
        hits = List.copyOf(hits);
        degraded = List.copyOf(degraded);
        warnings = List.copyOf(warnings);
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
    }
}
