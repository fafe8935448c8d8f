package dev.lockstep.features.search;

import dev.lockstep.domain.PointId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The points that the legs have found, each best first.
 *
 * @param more whether there may be worse ones that were not asked for
 */
record Rankings(Map<LegName, List<Candidate>> legs, boolean more) {

    static final Rankings NONE = new Rankings(Map.of(), false);

    Rankings {
        legs = legs.isEmpty() ? Map.of() : new EnumMap<>(legs);
    }

    List<Candidate> leg(LegName name) {
        return legs.getOrDefault(name, List.of());
    }

    /** The ids of all legs' points, each once. */
    Set<PointId> ids() {
        Set<PointId> ids = new LinkedHashSet<>();
        legs.values().forEach(candidates -> candidates.forEach(candidate -> ids.add(candidate.id())));
        return ids;
    }

    /** Leaves points out. Ranks are counted among those that are left, as if the others had never been. */
    Rankings without(Set<PointId> dead) {
        if (dead.isEmpty()) {
            return this;
        }
        Map<LegName, List<Candidate>> left = new EnumMap<>(LegName.class);
        legs.forEach((name, candidates) -> left.put(
                name,
                candidates.stream()
                        .filter(candidate -> !dead.contains(candidate.id()))
                        .toList()));
        return new Rankings(left, more);
    }

    /** Finds the best of several, leg by leg and by their scores; at most so many of each leg. */
    static Rankings best(Collection<Rankings> all, int depth) {
        if (all.size() == 1) {
            return all.iterator().next();
        }
        Map<LegName, List<Candidate>> merged = new EnumMap<>(LegName.class);
        boolean more = false;
        for (Rankings rankings : all) {
            rankings.legs().forEach((name, candidates) -> merged.computeIfAbsent(name, none -> new ArrayList<>())
                    .addAll(candidates));
            more |= rankings.more();
        }
        for (Map.Entry<LegName, List<Candidate>> leg : merged.entrySet()) {
            leg.getValue().sort(Candidate.BEST_FIRST);
            more |= leg.getValue().size() > depth;
            leg.setValue(first(leg.getValue(), depth));
        }
        return new Rankings(merged, more);
    }

    /**
     * Merges one leg's candidates of the index and of the buffer. A point that Qdrant shows already while the buffer still has it is one
     * candidate. They are sorted in any case: Qdrant leaves open which of two equal scores comes first.
     */
    static List<Candidate> merge(List<Candidate> indexed, List<Candidate> buffered) {
        Map<PointId, Candidate> byId = new LinkedHashMap<>();
        indexed.forEach(candidate -> byId.put(candidate.id(), candidate));
        buffered.forEach(candidate -> byId.put(candidate.id(), candidate));
        List<Candidate> merged = new ArrayList<>(byId.values());
        merged.sort(Candidate.BEST_FIRST);
        return merged;
    }

    static <T> List<T> first(List<T> all, int size) {
        return all.size() <= size ? all : all.subList(0, size);
    }
}
