package dev.lockstep.features.search;

import dev.lockstep.domain.Filter;
import dev.lockstep.features.search.SearchRequest.Extra;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.features.search.SearchRequest.Neighbours;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query that may be asked.
 *
 * @param language that the query says it is in; null when that has to be found out, if it matters
 * @param perDocument one hit for each document, with so many of its best chunks; null for one hit for each chunk
 * @param rerankDepth 0 for none
 * @param shown what the pages before have shown
 * @param fingerprint of everything that decides which hits there are, and in which order
 */
record Query(
        List<String> knowledgeBases,
        String text,
        @Nullable String language,
        Mode mode,
        int limit,
        Filter filter,
        @Nullable Threshold threshold,
        @Nullable Neighbours neighbours,
        @Nullable Integer perDocument,
        FusionRequest fusion,
        int rerankDepth,
        Set<Extra> extras,
        ShownHits shown,
        long fingerprint) {

    boolean wants(Extra extra) {
        return extras.contains(extra);
    }
}
