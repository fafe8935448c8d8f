package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.PointId;
import dev.lockstep.stores.points.PointStore.Near;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The points that one leg has found, best first.
 *
 * @param buffered those of them that the write buffer holds
 * @param more whether there may be worse ones that were not asked for
 */
public record LegResult(List<Near> best, Set<PointId> buffered, boolean more) {

    public LegResult {
        best = List.copyOf(best);
        buffered = Set.copyOf(buffered);
    }

    /**
     * Merges what Qdrant and the buffer have found. A point that both show counts once. The result is sorted in any
     * case: Qdrant leaves open which of two equal scores comes first.
     *
     * @param depth how many were asked for, of Qdrant and of the buffer
     */
    static LegResult of(List<Near> indexed, List<Near> buffered, int depth) {
        Map<PointId, Near> byId = new LinkedHashMap<>();
        indexed.forEach(near -> byId.put(near.id(), near));
        buffered.forEach(near -> byId.put(near.id(), near));
        List<Near> merged = new ArrayList<>(byId.values());
        merged.sort(BufferScan.BEST_FIRST);
        boolean more = indexed.size() >= depth || buffered.size() >= depth || merged.size() > depth;
        return new LegResult(
                merged.size() <= depth ? merged : merged.subList(0, depth),
                buffered.stream().map(Near::id).collect(Collectors.toSet()),
                more);
    }
}
