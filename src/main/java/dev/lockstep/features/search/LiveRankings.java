package dev.lockstep.features.search;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.PointId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The points that the legs have found, as far as they are live.
 *
 * @param living ranks count these only
 * @param owners the documents of the living; empty when nobody asked
 * @param dropped what is not live: superseded, deleted, or still being written
 */
record LiveRankings(Rankings living, Map<PointId, UUID> owners, Set<PointId> dropped) {

    static LiveRankings untouched(Rankings rankings) {
        return new LiveRankings(rankings, Map.of(), Set.of());
    }

    /** @param documents of those that are live */
    static LiveRankings of(Rankings rankings, Map<PointId, DocumentId> documents) {
        Set<PointId> dropped = new HashSet<>(rankings.ids());
        dropped.removeAll(documents.keySet());
        Map<PointId, UUID> owners = new HashMap<>();
        documents.forEach((point, document) -> owners.put(point, document.value()));
        return new LiveRankings(rankings.without(dropped), owners, dropped);
    }
}
