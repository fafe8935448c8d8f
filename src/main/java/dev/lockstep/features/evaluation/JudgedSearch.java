package dev.lockstep.features.evaluation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.features.evaluation.Judgements.JudgedText;
import dev.lockstep.features.search.Degradation;
import dev.lockstep.features.search.Mode;
import dev.lockstep.features.search.SearchResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A search that was carried out for a judged query. It keeps no hit: there may be thousands of searches, each with a hundred.
 *
 * @param ranks of the judged documents that were found, from 1
 */
record JudgedSearch(
        JudgedText query,
        Mode mode,
        RankingQuality quality,
        Map<DocumentId, Integer> ranks,
        List<Degradation> degraded,
        Duration took) {

    static JudgedSearch of(JudgedText query, Mode mode, SearchResult result, int k) {
        List<DocumentId> ranking = result.hits().stream()
                .map(hit -> hit.chunk().documentId())
                .distinct()
                .toList();
        Map<DocumentId, Integer> ranks = new HashMap<>();
        for (int i = 0; i < ranking.size(); i++) {
            if (query.grades().containsKey(ranking.get(i))) {
                ranks.put(ranking.get(i), i + 1);
            }
        }
        RankingQuality quality = RankingQuality.of(ranking, query.grades(), k, ranking.size());
        return new JudgedSearch(query, mode, quality, ranks, result.degraded(), result.took());
    }
}
