package dev.lockstep.unitofwork;

import dev.lockstep.catalog.Buffering;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.UnitOfWorkId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * One change of a unit of work, while it is being made. Three rules make undoing simple: before the commit a step only
 * adds; only its commit changes what anyone sees; and what it has added can be found by its place in the unit of work.
 */
public interface Step {

    /** The {@link Participant#name} of who can undo and settle this step from its record. */
    String participant();

    /** What it does, for the log: {@code insert}, {@code delete}, ... */
    String operation();

    /** What the participant will need to undo or settle the step after a crash. Written before anything is done. */
    JsonObject target();

    /** The order in which commits lock: steps of all units of work commit in ascending order, so none wait in a ring. */
    String lockKey();

    /** Adds invisible rows, inside the staging transaction. A deletion has none. */
    default Uni<Void> stage(SqlConnection connection, Place place) {
        return Uni.createFrom().voidItem();
    }

    /** Adds to other stores. No connection is held. Says whether searches need the write buffer to see it. */
    default Uni<Buffering> apply(Deadline deadline) {
        return Uni.createFrom().item(Buffering.NOT_NEEDED);
    }

    /**
     * Makes it visible, inside the committing transaction.
     *
     * @return what changed, for the log and the caller
     * @throws dev.lockstep.domain.Conflict when another unit of work was first
     */
    Uni<StepResult> commit(SqlConnection connection);

    /** Tells this process's memory, right after the commit. What hydration hides needs no word. */
    default void publish() {}

    /** Where a step stands: enough to find again what it staged. */
    record Place(UnitOfWorkId unitOfWork, int ordinal) {}
}
