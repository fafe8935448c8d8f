package dev.lockstep.bench;

import dev.lockstep.domain.Filter;
import dev.lockstep.features.search.SearchRequest;
import dev.lockstep.features.search.SearchRequest.Extra;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.features.search.SearchResult;
import dev.lockstep.testing.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** How long the stages of many searches took; the first 200 searches are forgotten. Stages run side by side in part. */
final class StageTimes {

    private static final int WARM_UPS = 200;

    private final Map<String, List<Double>> millis = new LinkedHashMap<>();
    private int searches;

    /** All defaults, and how long each stage took. */
    static SearchRequest request(Api api, String query, String mode) {
        return new SearchRequest(
                List.of(api.name()),
                query,
                null,
                mode,
                null,
                Filter.ALL,
                null,
                null,
                null,
                null,
                FusionRequest.DEFAULT,
                null,
                Set.of(Extra.TIMINGS),
                null);
    }

    void add(SearchResult result) {
        assertThat(result.hits()).isNotEmpty();
        assertThat(result.degraded()).isEmpty();
        if (++searches > WARM_UPS) {
            add("whole", result.took());
            result.timings().forEach(this::add);
        }
    }

    private void add(String what, Duration time) {
        millis.computeIfAbsent(what, name -> new ArrayList<>()).add(time.toNanos() / 1e6);
    }

    double median(String stage) {
        return quantile(millis.get(stage), 0.5);
    }

    private static double quantile(List<Double> values, double share) {
        return values.stream().sorted().toList().get((int) (values.size() * share));
    }

    /** Median and 95th percentile of each. */
    @Override
    public String toString() {
        return millis.entrySet().stream()
                .map(stage -> String.format(
                        "  %s %.2f (%.2f)",
                        stage.getKey(), quantile(stage.getValue(), 0.5), quantile(stage.getValue(), 0.95)))
                .collect(Collectors.joining());
    }
}
