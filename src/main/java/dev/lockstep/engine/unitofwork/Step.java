package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.unitofwork.BufferNeed;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * One change of a unit of work, while it is being made. Three rules make undoing simple: before the commit a step only
 * adds; only its commit changes what anyone sees; and what it has added can be found by its place in the unit of work.
 */
public interface Step {

    /** Returns the {@link Participant#name} of the participant that can undo and settle this step from its record. */
    String participant();

    /** Returns what the step does, for the log: {@code insert}, {@code delete}, ... */
    String operation();

    /**
     * Returns what the participant will need to undo or settle the step after a crash, which is written before anything
     * is done. Clients are shown its member {@code shown}.
     */
    JsonObject target();

    /**
     * Returns how many things of each kind it changes, for the log and the caller: {@code documents}, {@code chunks},
     * ...
     */
    Map<String, Integer> affects();

    /**
     * Returns the name of what it locks, which all steps on the same thing share: steps of all units of work are staged
     * and committed in ascending order, so none wait in a ring.
     */
    String lockKey();

    /** Adds invisible rows, inside the staging transaction. A deletion has none. */
    default Uni<Void> stage(CatalogTransaction transaction, Place place) {
        return Uni.createFrom().voidItem();
    }

    /**
     * Adds to other stores, while no connection is held. The result tells whether searches need the write buffer to see
     * it. It may be called again after it failed.
     */
    default Uni<BufferNeed> apply(Deadline deadline) {
        return Uni.createFrom().item(BufferNeed.NOT_NEEDED);
    }

    /**
     * Makes the change visible, inside the committing transaction.
     *
     * @throws dev.lockstep.domain.Conflict when another unit of work was first
     */
    Uni<Void> commit(CatalogTransaction transaction);

    /**
     * Returns what clients are told of its target: as in the record, and once committed also what only the commit knew.
     */
    default Map<String, Object> shown() {
        JsonObject shown = target().getJsonObject(StepRecord.SHOWN);
        return shown == null ? Map.of() : shown.getMap();
    }

    /**
     * Returns the points that Qdrant may not show yet when the step is committed. They are published together with
     * those of all other steps: a search finds all of a unit of work, or nothing.
     */
    default List<Point> unconfirmed() {
        return List.of();
    }

    /** The place of a step in its unit of work: enough to find again what it staged. */
    record Place(UnitOfWorkId unitOfWork, int ordinal) {}
}
