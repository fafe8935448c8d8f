package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Filter;
import dev.lockstep.domain.PointHome;
import dev.lockstep.stores.points.Leg;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query for the points of one scope.
 *
 * @param legs at least one
 * @param threshold what a score must exceed, as in Qdrant; null for none
 */
public record PointQuery(
        PointHome home,
        List<Leg> legs,
        Filter filter,
        @Nullable Float threshold) {
    public PointQuery {
        legs = List.copyOf(legs);
    }
}
