package dev.lockstep.retrieval;

import java.time.Duration;
import java.util.List;

/** Hits, best first. */
public record SearchResult(List<Hit> hits, Duration took) {
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
