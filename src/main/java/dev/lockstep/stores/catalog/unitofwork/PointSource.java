package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;

/**
 * One kind of rows that points are made from. Every kind whose steps write points has one; {@link CommittedPoints}
 * finds them all, so the code that confirms, restores and buffers points knows no kind.
 */
public interface PointSource {

    /** Returns the live points of committed units of work. */
    Uni<List<Point>> of(Collection<UnitOfWorkId> unitsOfWork);

    /** Returns those of these points that are live. */
    Uni<List<Point>> byId(Collection<PointId> points);

    /** Returns what Qdrant must show before these units of work are settled. */
    Uni<List<Expected>> expected(Collection<UnitOfWorkId> unitsOfWork);

    /** A live point, and where it must be visible before its unit of work is settled. */
    record Expected(PointId point, UnitOfWorkId unitOfWork, String collection) {}
}
