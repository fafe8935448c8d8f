package dev.lockstep.engine.buffer;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Point;
import dev.lockstep.stores.catalog.unitofwork.BufferNeed;
import dev.lockstep.stores.points.Acknowledgement;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Adds a step's points to Qdrant without waiting until it shows them, as long as the write buffer has room for them. A
 * full buffer slows writers down instead of growing: they wait.
 */
@ApplicationScoped
public class BufferedUpserts {

    private final PointStore points;
    private final WriteBuffer buffer;

    BufferedUpserts(PointStore points, WriteBuffer buffer) {
        this.points = points;
        this.buffer = buffer;
    }

    /** Points that are in Qdrant's log; searches must read them from the write buffer once they are committed. */
    public record Unconfirmed(List<Point> points) {

        public static final Unconfirmed NONE = new Unconfirmed(List.of());

        public Unconfirmed {
            points = List.copyOf(points);
        }

        public BufferNeed buffering() {
            return points.isEmpty() ? BufferNeed.NOT_NEEDED : BufferNeed.BUFFERED;
        }
    }

    /** Adds points, and completes when Qdrant has them: in its log, or, with nothing unconfirmed, visible. */
    public Uni<Unconfirmed> upsert(String collection, List<Point> added, Deadline deadline) {
        return buffer.hasRoomFor(added)
                ? points.upsert(collection, added, Acknowledgement.LOGGED, deadline)
                        .replaceWith(new Unconfirmed(added))
                : points.upsert(collection, added, Acknowledgement.VISIBLE, deadline)
                        .replaceWith(Unconfirmed.NONE);
    }
}
