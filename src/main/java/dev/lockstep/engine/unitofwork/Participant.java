package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;

/**
 * Who carries out a kind of step, found by name to undo or settle what the durable record says. Whatever implements this takes part in units of work; the engine knows no more of it. Every method
 * may be called again after it was interrupted anywhere, by any process.
 */
public interface Participant {

    /** As it stands in the record. Never changed: old records name it. */
    String name();

    /**
     * Removes everything the step has added, from every store.
     *
     * @return how many points it asked the vector store to remove
     */
    Uni<Integer> compensate(StepRecord step);

    /**
     * Removes what has turned up since: a write that was given up on may still have been under way.
     *
     * @return how many points had turned up
     */
    Uni<Integer> sweep(StepRecord step);

    /** Completes when the committed steps need nothing more; fails to be asked again later. */
    Uni<Void> settle(List<StepRecord> steps);

    /** These units of work are SETTLED in the record: memory kept for them can go. */
    void forget(Collection<UnitOfWorkId> settled);
}
