package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point in the order of all legs.
 *
 * @param score what orders: fused, or that of the only leg
 * @param relevance 0 to 1, see {@link Relevance}
 * @param places by the legs that found it
 */
record RankedPoint(PointId id, KnowledgeBaseId scope, float score, float relevance, Map<LegName, Place> places) {

    /** Points that two legs have each placed alike are common: the nearer in meaning comes first, then the older. */
    static final Comparator<RankedPoint> BEST_FIRST = Comparator.comparingDouble(
                    (RankedPoint ranked) -> -ranked.score())
            .thenComparingInt(RankedPoint::denseRank)
            .thenComparing(RankedPoint::id);

    RankedPoint {
        places = new EnumMap<>(places);
    }

    RankedPoint with(float corrected) {
        return new RankedPoint(id, scope, score, corrected, places);
    }

    private int denseRank() {
        Place dense = places.get(LegName.DENSE);
        return dense == null ? Integer.MAX_VALUE : dense.rank();
    }

    @Nullable
    Place place(LegName leg) {
        return places.get(leg);
    }
}
