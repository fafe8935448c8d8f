package dev.lockstep.features.search;

import dev.lockstep.domain.PointId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The points that are to be read: groups that make a hit each, best first, and the best of each first. */
record Selection(List<List<RankedPoint>> groups) {

    List<PointId> ids() {
        return groups.stream().flatMap(List::stream).map(RankedPoint::id).toList();
    }

    /** Selects each point for itself. */
    static Selection single(Collection<RankedPoint> ranked, ShownHits shown, int wanted) {
        return new Selection(ranked.stream()
                .filter(point -> !shown.contains(point.id().value()))
                .limit(wanted)
                .map(List::of)
                .toList());
    }

    /**
     * Groups the points of a document.
     *
     * @param owners whose the points are
     * @param most how many of each
     */
    static Selection grouped(
            Collection<RankedPoint> ranked, Map<PointId, UUID> owners, ShownHits shown, int wanted, int most) {
        Map<UUID, List<RankedPoint>> groups = new LinkedHashMap<>();
        for (RankedPoint point : ranked) {
            UUID owner = owners.get(point.id());
            if (owner == null || shown.contains(owner) || (groups.size() == wanted && !groups.containsKey(owner))) {
                continue;
            }
            List<RankedPoint> group = groups.computeIfAbsent(owner, id -> new ArrayList<>());
            if (group.size() < most) {
                group.add(point);
            }
        }
        return new Selection(new ArrayList<>(groups.values()));
    }
}
