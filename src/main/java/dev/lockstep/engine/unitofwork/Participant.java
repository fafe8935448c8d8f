package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;

/**
 * A participant in units of work carries out a kind of step, and is found by its name to undo or settle what the
 * durable record says. The engine knows nothing else of it. Every method may be called again after it was interrupted
 * anywhere, by any process.
 */
public interface Participant {

    /** Returns the name that stands in the record. It is never changed, because old records contain it. */
    String name();

    /**
     * Removes everything the step has added, from every store.
     *
     * @return how many points it asked the vector store to remove
     */
    Uni<Integer> compensate(StepRecord step);

    /**
     * Removes what has turned up since the undo: an abandoned write may still have been under way.
     *
     * @return how many points had turned up
     */
    Uni<Integer> sweep(StepRecord step);

    /** Settles committed steps, and completes when they need nothing more; when it fails, it is asked again later. */
    Uni<Void> settle(List<StepRecord> steps);

    /** Releases the memory kept for these units of work, which are SETTLED in the record. */
    void forget(Collection<UnitOfWorkId> settled);
}
