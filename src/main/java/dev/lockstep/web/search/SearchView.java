package dev.lockstep.web.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.features.search.Degradation;
import dev.lockstep.features.search.SearchResult;
import dev.lockstep.features.search.Threshold;
import dev.lockstep.features.search.Truncation;
import dev.lockstep.features.search.Warning;
import dev.lockstep.web.http.Timed;
import dev.lockstep.web.http.WarningView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The hits, best first.
 *
 * @param threshold the threshold that was applied; null for none
 * @param degraded which parts of the search were not available; empty for none
 * @param nextCursor null on the last page
 */
@Schema(name = "SearchResult")
public record SearchView(
        List<HitView> data,

        @Schema(enumeration = {"hybrid", "dense", "lexical"})
        String mode,

        @Nullable ThresholdView threshold,

        @Schema(description = "Whether the query was longer than the embedding model's window")
        boolean queryTruncated,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TokensView queryTokens,

        List<DegradationView> degraded,
        List<WarningView> warnings,
        long executionTimeMs,

        @Schema(description = "Milliseconds of each stage; stages run side by side")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Double> timings,

        @Nullable String nextCursor)
        implements Timed {

    public SearchView {
        data = List.copyOf(data);
        degraded = List.copyOf(degraded);
        warnings = List.copyOf(warnings);
    }

    /** The threshold that a hit's score had to exceed. */
    public record ThresholdView(String on, double value) {
        static @Nullable ThresholdView of(@Nullable Threshold threshold) {
            return threshold == null ? null : new ThresholdView(threshold.on().wireName(), threshold.value());
        }
    }

    /** How many tokens of a query the embedding model has read, and how many there are. */
    public record TokensView(int read, int total) {
        static @Nullable TokensView of(@Nullable Truncation truncation) {
            return truncation == null ? null : new TokensView(truncation.read(), truncation.total());
        }
    }

    /**
     * A part of the search that was not available.
     *
     * @param reason the code of an error
     */
    public record DegradationView(String stage, String reason, String message) {
        static DegradationView of(Degradation degradation) {
            return new DegradationView(degradation.part(), degradation.reason().wireName(), degradation.message());
        }
    }

    static WarningView warning(Warning warning) {
        return new WarningView(warning.code().wireName(), warning.message());
    }

    static SearchView of(SearchResult result, Set<HitField> fields) {
        return new SearchView(
                result.hits().stream().map(hit -> HitView.of(hit, fields)).toList(),
                result.mode().wireName(),
                ThresholdView.of(result.threshold()),
                result.truncation() != null,
                TokensView.of(result.truncation()),
                result.degraded().stream().map(DegradationView::of).toList(),
                result.warnings().stream().map(SearchView::warning).toList(),
                result.took().toMillis(),
                timings(result.timings()),
                result.nextCursor());
    }

    private static Map<String, Double> timings(Map<String, Duration> stages) {
        Map<String, Double> timings = new LinkedHashMap<>();
        stages.forEach((stage, time) -> timings.put(stage, TimeUnit.NANOSECONDS.toMicros(time.toNanos()) / 1e3));
        return timings;
    }
}
