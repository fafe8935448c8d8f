package dev.lockstep.engine.buffer;

import dev.lockstep.domain.PointHome;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog.Unsettled;
import java.util.List;

/**
 * The write buffer as a search may read it: it holds what was committed before the search began and Qdrant may not show yet. Only
 * {@link Freshness} makes one, so that no search can forget to ask.
 */
public final class CompleteBuffer {

    private final WriteBuffer buffer;
    private final Unsettled began;

    CompleteBuffer(WriteBuffer buffer, Unsettled began) {
        this.buffer = buffer;
        this.began = began;
    }

    /** Returns what the write buffer had to hold, and as of when. */
    public Unsettled began() {
        return began;
    }

    /**
     * Returns the points at several places at one instant: of a unit of work over all of them, either none or all.
     * Snapshots must be taken before Qdrant is asked.
     */
    public List<List<BufferedPart>> snapshots(List<PointHome> homes) {
        return buffer.snapshots(homes);
    }
}
