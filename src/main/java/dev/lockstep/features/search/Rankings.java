package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The points that the legs have found, each best first.
 *
 * @param masses by knowledge base: the rarity of all terms of the query, summed
 * @param more whether there may be worse ones that were not asked for
 */
record Rankings(Map<LegName, List<Candidate>> legs, Map<KnowledgeBaseId, Float> masses, boolean more) {

    static final Rankings NONE = new Rankings(Map.of(), Map.of(), false);

    Rankings {
        legs = legs.isEmpty() ? Map.of() : new EnumMap<>(legs);
        masses = Map.copyOf(masses);
    }

    List<Candidate> leg(LegName name) {
        return legs.getOrDefault(name, List.of());
    }

    float mass(KnowledgeBaseId scope) {
        return masses.getOrDefault(scope, 1f);
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
        return new Rankings(left, masses, more);
    }

    /** Finds the best of several, leg by leg and by their scores; at most so many of each leg. */
    static Rankings best(Collection<Rankings> all, int depth) {
        if (all.size() == 1) {
            return all.iterator().next();
        }
        Map<LegName, List<Candidate>> merged = new EnumMap<>(LegName.class);
        Map<KnowledgeBaseId, Float> masses = new HashMap<>();
        boolean more = false;
        for (Rankings rankings : all) {
            masses.putAll(rankings.masses());
            rankings.legs().forEach((name, candidates) -> merged.computeIfAbsent(name, none -> new ArrayList<>())
                    .addAll(candidates));
            more |= rankings.more();
        }
        for (Map.Entry<LegName, List<Candidate>> leg : merged.entrySet()) {
            leg.getValue().sort(Candidate.BEST_FIRST);
            more |= leg.getValue().size() > depth;
            leg.setValue(first(leg.getValue(), depth));
        }
        return new Rankings(merged, masses, more);
    }

    static <T> List<T> first(List<T> all, int size) {
        return all.size() <= size ? all : all.subList(0, size);
    }
}
