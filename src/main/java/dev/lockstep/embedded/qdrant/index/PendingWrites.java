package dev.lockstep.embedded.qdrant.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What was written since the last refresh: readers don't see it yet, but the next operation may depend on it. Kept so that
 * a row of changes to the same points needs no refresh between them. Used by the one thread that writes.
 */
final class PendingWrites {
    private static final int MOST_POINTS = 50_000;
    private static final long MOST_BYTES = 32L << 20;

    /** Each point as it was written last; empty if it was deleted. */
    private final Map<BytesRef, Optional<CurrentPoint>> points = new HashMap<>();

    private long bytes;
    private boolean incomplete;

    void written(BytesRef key, CurrentPoint point) {
        bytes += point.point().getSerializedSize();
        put(key, Optional.of(point));
    }

    void deleted(BytesRef key) {
        put(key, Optional.empty());
    }

    /** Forgets everything, as only a refresh can tell which points the filter matched. */
    void deletedByFilter() {
        incomplete = true;
        points.clear();
    }

    void clear() {
        points.clear();
        bytes = 0;
        incomplete = false;
    }

    boolean isIncomplete() {
        return incomplete;
    }

    boolean isEmpty() {
        return !incomplete && points.isEmpty();
    }

    /** Whether what readers see of any of these points may be out of date. */
    boolean concerns(Collection<BytesRef> keys) {
        return incomplete || (!points.isEmpty() && keys.stream().anyMatch(points::containsKey));
    }

    /** The point as it was written; null if it was not written, empty if it was deleted. */
    @Nullable
    @SuppressWarnings("NullableOptional") // Two different absences, and a class for them would be made for each write.
    Optional<CurrentPoint> find(BytesRef key) {
        return points.get(key);
    }

    private void put(BytesRef key, Optional<CurrentPoint> point) {
        if (!incomplete) {
            points.put(key, point);
            incomplete = points.size() > MOST_POINTS || bytes > MOST_BYTES;
            if (incomplete) {
                points.clear();
            }
        }
    }
}
