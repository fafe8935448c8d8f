package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.UnitOfWorkId;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A step as the durable log keeps it: enough for its participant to undo or settle it after a crash.
 *
 * @param ordinal its place in the unit of work, from 0
 * @param participant the name of the participant that carries it out
 * @param target what the participant wrote down for itself
 * @param affected how many items it changes
 */
public record StepRecord(
        UnitOfWorkId unitOfWork,
        int ordinal,
        String participant,
        String operation,
        JsonObject target,
        Map<String, Integer> affected) {

    /** The member of a target that is shown to clients: what the step is about, in the names that they know. */
    public static final String SHOWN = "shown";

    public StepRecord {
        affected = Map.copyOf(affected);
    }
}
