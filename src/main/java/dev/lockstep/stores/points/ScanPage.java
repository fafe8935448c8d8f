package dev.lockstep.stores.points;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a collection's points, in Qdrant's order of ids.
 *
 * @param next where the next page begins; null after the last one
 */
public record ScanPage(List<ScannedPoint> points, @Nullable ScanPosition next) {

    public ScanPage {
        points = List.copyOf(points);
    }
}
