package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Point;
import dev.lockstep.domain.UnitOfWorkId;
import java.util.Collection;

/** Shows a committed unit of work to the searches of this process, right after its commit. */
public interface Publication {

    /**
     * Makes the points of a committed unit of work visible.
     *
     * @param unconfirmed all its points that Qdrant may not show yet
     */
    void publish(UnitOfWorkId unitOfWork, Collection<Point> unconfirmed);
}
